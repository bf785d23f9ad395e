using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class MonthlySummarySigned : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<DateTime>(
                name: "FrozenUtc",
                table: "MonthlySummaries",
                type: "timestamp with time zone",
                nullable: true,
                oldClrType: typeof(DateTime),
                oldType: "timestamp with time zone");

            migrationBuilder.AlterColumn<string>(
                name: "FrozenBy",
                table: "MonthlySummaries",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AddColumn<DateTime>(
                name: "DraftedUtc",
                table: "MonthlySummaries",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "Id",
                table: "MonthlySummaries",
                type: "character varying(26)",
                maxLength: 26,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsRankingShown",
                table: "MonthlySummaries",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SignedBy",
                table: "MonthlySummaries",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SignedUtc",
                table: "MonthlySummaries",
                type: "timestamp with time zone",
                nullable: true);

            // Months that were frozen before: they have their clock's subject from now on.
            migrationBuilder.Sql("UPDATE \"MonthlySummaries\" SET \"Id\" = substr(md5(random()::text || \"AgencyId\" || \"Month\"), 1, 26), \"DraftedUtc\" = \"FrozenUtc\"");

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
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                oldClrType: typeof(DateTime),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "FrozenBy",
                table: "MonthlySummaries",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldNullable: true);
        }
    }
}
