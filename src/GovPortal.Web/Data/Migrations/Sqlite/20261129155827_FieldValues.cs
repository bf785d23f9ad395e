using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FieldValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FieldValues",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    IsPublished = table.Column<bool>(type: "INTEGER", nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Number = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldValues", x => new { x.ContentItemId, x.IsPublished, x.Field });
                });

            migrationBuilder.CreateIndex(
                name: "IX_FieldValues_Field_Key",
                table: "FieldValues",
                columns: new[] { "Field", "Key" },
                filter: "\"Key\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FieldValues_Field_Number",
                table: "FieldValues",
                columns: new[] { "Field", "Number" },
                filter: "\"Number\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FieldValues");
        }
    }
}
