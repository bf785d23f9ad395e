using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GovPortal.Web.Data.Migrations.PostgreSql
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
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    HasText = table.Column<bool>(type: "boolean", nullable: false),
                    ReadUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileReadings", x => x.Sha256);
                });

            migrationBuilder.CreateTable(
                name: "OutsideAddresses",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    FoundUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CheckedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    FirstFailureUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsDead = table.Column<bool>(type: "boolean", nullable: false),
                    AsksWhole = table.Column<bool>(type: "boolean", nullable: false),
                    NextUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
