using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
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
                    InterpretationId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    DocumentId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    IsPublished = table.Column<bool>(type: "boolean", nullable: false)
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
