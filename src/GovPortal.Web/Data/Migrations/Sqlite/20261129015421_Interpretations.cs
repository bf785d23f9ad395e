using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Interpretations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "InterpretationLinks",
                columns: table => new
                {
                    InterpretationId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    DocumentId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    IsPublished = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InterpretationLinks", x => new { x.InterpretationId, x.IsPublished, x.DocumentId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_InterpretationLinks_DocumentId",
                table: "InterpretationLinks",
                column: "DocumentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "InterpretationLinks");
        }
    }
}
