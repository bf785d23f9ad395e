using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PartialContentIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_ColumnId_PublishedUtc",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ColumnId_PublishedUtc_ContentItemId",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ContentType_PublishedUtc_ContentItemId",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc_ContentItemId",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_Stage_PublishedUtc_ContentItemId",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_ModifiedUtc",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_Path",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_IsPublished_State_SubmittedUtc",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContainedItems_ListContentItemId_IsPublished_Order",
                table: "ContainedItems");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Latest_Modified",
                table: "ContentIndex",
                column: "ModifiedUtc",
                filter: "NOT \"IsPublished\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Latest_Path",
                table: "ContentIndex",
                column: "Path",
                filter: "NOT \"IsPublished\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Latest_State",
                table: "ContentIndex",
                columns: new[] { "State", "SubmittedUtc" },
                filter: "NOT \"IsPublished\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Live",
                table: "ContentIndex",
                columns: new[] { "PublishedUtc", "ContentItemId" },
                descending: new[] { true, false },
                filter: "\"IsPublished\" AND NOT \"IsInternal\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Live_Column",
                table: "ContentIndex",
                columns: new[] { "ColumnId", "PublishedUtc", "ContentItemId", "ContentType", "Stage", "SectionId", "Year", "Validity" },
                descending: new[] { false, true, false, false, false, false, false, false },
                filter: "\"IsPublished\" AND NOT \"IsInternal\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Live_Stage",
                table: "ContentIndex",
                columns: new[] { "Stage", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, true, false },
                filter: "\"IsPublished\" AND NOT \"IsInternal\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Live_Type",
                table: "ContentIndex",
                columns: new[] { "ContentType", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, true, false },
                filter: "\"IsPublished\" AND NOT \"IsInternal\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Published_Column",
                table: "ContentIndex",
                columns: new[] { "ColumnId", "PublishedUtc" },
                filter: "\"IsPublished\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_Published_Path",
                table: "ContentIndex",
                column: "Path",
                filter: "\"IsPublished\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContainedItems_ListContentItemId_Order",
                table: "ContainedItems",
                columns: new[] { "ListContentItemId", "Order" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Latest_Modified",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Latest_Path",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Latest_State",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Live",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Live_Column",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Live_Stage",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Live_Type",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Published_Column",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContentIndex_Published_Path",
                table: "ContentIndex");

            migrationBuilder.DropIndex(
                name: "IX_ContainedItems_ListContentItemId_Order",
                table: "ContainedItems");

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_ColumnId_PublishedUtc",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "ColumnId", "PublishedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ColumnId_PublishedUtc_ContentItemId",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "ColumnId", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_ContentType_PublishedUtc_ContentItemId",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "ContentType", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_PublishedUtc_ContentItemId",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_IsInternal_Stage_PublishedUtc_ContentItemId",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "IsInternal", "Stage", "PublishedUtc", "ContentItemId" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_ModifiedUtc",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_Path",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "Path" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentIndex_IsPublished_State_SubmittedUtc",
                table: "ContentIndex",
                columns: new[] { "IsPublished", "State", "SubmittedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContainedItems_ListContentItemId_IsPublished_Order",
                table: "ContainedItems",
                columns: new[] { "ListContentItemId", "IsPublished", "Order" });
        }
    }
}
