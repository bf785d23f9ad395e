using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RankingDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "RankingOfUtc",
                table: "MonthlySummaries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RankingVersionId",
                table: "MonthlySummaries",
                type: "TEXT",
                maxLength: 26,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RankingOfUtc",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "RankingVersionId",
                table: "MonthlySummaries");
        }
    }
}
