using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class RoutesAndUrgency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Reviews",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "OnBehalfOf",
                table: "Reviews",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReturnedTo",
                table: "Reviews",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UrgentReason",
                table: "ContentVersions",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WaitingPeople",
                table: "ContentIndex",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WaitingSectionId",
                table: "ContentIndex",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            // What waits for a section's head went by a scope; it now names the section.
            migrationBuilder.Sql("""UPDATE "ContentIndex" SET "WaitingSectionId" = "SectionId" WHERE "WaitingScope" = 'section'""");
            migrationBuilder.Sql("""ALTER TABLE "ContentIndex" DROP COLUMN "WaitingScope";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Number",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "ReturnedTo",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "UrgentReason",
                table: "ContentVersions");

            migrationBuilder.DropColumn(
                name: "WaitingPeople",
                table: "ContentIndex");

            migrationBuilder.DropColumn(
                name: "WaitingSectionId",
                table: "ContentIndex");

            migrationBuilder.AddColumn<string>(
                name: "WaitingScope",
                table: "ContentIndex",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);
        }
    }
}
