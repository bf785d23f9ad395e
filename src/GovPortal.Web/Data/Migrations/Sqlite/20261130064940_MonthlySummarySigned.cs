using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MonthlySummarySigned : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A column that may be empty from now on needs another table here. By hand it is one transaction, and months that were frozen
            // before get the subject of their clock on the way.
            migrationBuilder.Sql("""
                CREATE TABLE "MonthlySummariesNew" (
                    "AgencyId" TEXT NOT NULL,
                    "Month" INTEGER NOT NULL,
                    "DraftedUtc" TEXT NOT NULL,
                    "Figures" TEXT NOT NULL,
                    "FrozenBy" TEXT NULL,
                    "FrozenUtc" TEXT NULL,
                    "Id" TEXT NOT NULL,
                    "IsRankingShown" INTEGER NOT NULL,
                    "SignedBy" TEXT NULL,
                    "SignedUtc" TEXT NULL,
                    "Words" TEXT NOT NULL,
                    CONSTRAINT "PK_MonthlySummaries" PRIMARY KEY ("AgencyId", "Month")
                );
                INSERT INTO "MonthlySummariesNew" ("AgencyId", "Month", "DraftedUtc", "Figures", "FrozenBy", "FrozenUtc", "Id", "IsRankingShown", "Words")
                    SELECT "AgencyId", "Month", "FrozenUtc", "Figures", "FrozenBy", "FrozenUtc", substr(lower(hex(randomblob(13))), 1, 26), 0, "Words" FROM "MonthlySummaries";
                DROP TABLE "MonthlySummaries";
                ALTER TABLE "MonthlySummariesNew" RENAME TO "MonthlySummaries";
                """);

            migrationBuilder.CreateIndex(
                name: "IX_MonthlySummaries_FrozenUtc_SignedUtc",
                table: "MonthlySummaries",
                columns: new[] { "FrozenUtc", "SignedUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MonthlySummaries_FrozenUtc_SignedUtc",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "DraftedUtc",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "Id",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "IsRankingShown",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "SignedBy",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "SignedUtc",
                table: "MonthlySummaries");

            migrationBuilder.AlterColumn<DateTime>(
                name: "FrozenUtc",
                table: "MonthlySummaries",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                oldClrType: typeof(DateTime),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "FrozenBy",
                table: "MonthlySummaries",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 64,
                oldNullable: true);
        }
    }
}
