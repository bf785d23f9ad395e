using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ListsAndTaxonomies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ContainedItems",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    IsPublished = table.Column<bool>(type: "boolean", nullable: false),
                    ListContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContainedItems", x => new { x.ContentItemId, x.IsPublished });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContainedItems_ListContentItemId_IsPublished_Order",
                table: "ContainedItems",
                columns: new[] { "ListContentItemId", "IsPublished", "Order" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContainedItems");
        }
    }
}
