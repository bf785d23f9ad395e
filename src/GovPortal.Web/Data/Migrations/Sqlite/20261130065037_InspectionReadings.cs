using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InspectionReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FileReadings",
                columns: table => new
                {
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    HasText = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReadUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileReadings", x => x.Sha256);
                });

            migrationBuilder.CreateTable(
                name: "OutsideAddresses",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    FoundUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CheckedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstFailureUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsDead = table.Column<bool>(type: "INTEGER", nullable: false),
                    AsksWhole = table.Column<bool>(type: "INTEGER", nullable: false),
                    NextUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutsideAddresses", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_InspectionProblems_SubjectId",
                table: "InspectionProblems",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_OutsideAddresses_Host_NextUtc",
                table: "OutsideAddresses",
                columns: new[] { "Host", "NextUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_OutsideAddresses_NextUtc",
                table: "OutsideAddresses",
                column: "NextUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FileReadings");

            migrationBuilder.DropTable(
                name: "OutsideAddresses");

            migrationBuilder.DropIndex(
                name: "IX_InspectionProblems_SubjectId",
                table: "InspectionProblems");
        }
    }
}
