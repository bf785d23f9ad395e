using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ColumnAudience : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Audience",
                table: "Columns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Manner",
                table: "Columns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Tier",
                table: "Columns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Audience",
                table: "Columns");

            migrationBuilder.DropColumn(
                name: "Manner",
                table: "Columns");

            migrationBuilder.DropColumn(
                name: "Tier",
                table: "Columns");
        }
    }
}
