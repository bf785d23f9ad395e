using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ContentFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_Stage_PublishedUtc",
                table: "ContentIndex");

            migrationBuilder.AddColumn<string>(
                name: "Validity",
                table: "ContentIndex",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ContentCounts",
                columns: table => new
                {
                    ColumnId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    SectionId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Stage = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Validity = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    IsInternal = table.Column<bool>(type: "boolean", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentCounts", x => new { x.ColumnId, x.Year, x.ContentType, x.SectionId, x.Stage, x.Validity });
                });

            migrationBuilder.CreateTable(
                name: "MonthFigures",
                columns: table => new
                {
                    Month = table.Column<int>(type: "integer", nullable: false),
                    ColumnId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    IsInternal = table.Column<bool>(type: "boolean", nullable: false),
                    PublishedCount = table.Column<int>(type: "integer", nullable: false),
                    OnTimeCount = table.Column<int>(type: "integer", nullable: false),
                    LateCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MonthFigures", x => new { x.Month, x.ColumnId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ColumnId_PublishedUtc_C~",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "ColumnId", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ContentType_PublishedUt~",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "ContentType", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc_ContentIte~",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_Stage_PublishedUtc_Cont~",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "Stage", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            // What is live already is counted here; from now on publish and withdraw count.
            migrationBuilder.Sql("""
                UPDATE "ContentIndex" SET "Validity" = ("Facts"::json -> 'validity' ->> 'state') WHERE "IsPublished" = TRUE;
                INSERT INTO "ContentCounts" ("ColumnId", "Year", "ContentType", "SectionId", "Stage", "Validity", "IsInternal", "Count")
                SELECT COALESCE("ColumnId", ''), COALESCE("Year", 0), "ContentType", COALESCE("SectionId", ''), COALESCE("Stage", ''), COALESCE("Validity", ''), "IsInternal", COUNT(*)
                FROM "ContentIndex" WHERE "IsPublished" = TRUE
                GROUP BY COALESCE("ColumnId", ''), COALESCE("Year", 0), "ContentType", COALESCE("SectionId", ''), COALESCE("Stage", ''), COALESCE("Validity", ''), "IsInternal";
                INSERT INTO "MonthFigures" ("Month", "ColumnId", "IsInternal", "PublishedCount", "OnTimeCount", "LateCount")
                SELECT CAST(to_char("FirstPublishedUtc" AT TIME ZONE 'Asia/Shanghai', 'YYYYMM') AS integer), COALESCE("ColumnId", ''), "IsInternal", COUNT(*),
                    SUM(CASE WHEN ("Facts"::json -> 'deadline' ->> 'status') = 'on-time' THEN 1 ELSE 0 END), SUM(CASE WHEN ("Facts"::json -> 'deadline' ->> 'status') = 'late' THEN 1 ELSE 0 END)
                FROM "ContentIndex" WHERE "IsPublished" = TRUE AND "FirstPublishedUtc" IS NOT NULL
                GROUP BY CAST(to_char("FirstPublishedUtc" AT TIME ZONE 'Asia/Shanghai', 'YYYYMM') AS integer), COALESCE("ColumnId", ''), "IsInternal";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContentCounts");

            migrationBuilder.DropTable(
                name: "MonthFigures");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ColumnId_PublishedUtc_C~",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ContentType_PublishedUt~",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc_ContentIte~",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_Stage_PublishedUtc_Cont~",
                table: "ContentIndex");

            migrationBuilder.DropColumn(
                name: "Validity",
                table: "ContentIndex");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "PublishedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_Stage_PublishedUtc",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "Stage", "PublishedUtc" });
        }
    }
}
