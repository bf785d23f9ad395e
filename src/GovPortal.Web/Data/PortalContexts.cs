using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Data;

/// <summary>The portal's context on the embedded engine; its migrations stand in Data/Migrations/Sqlite.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);

/// <summary>The portal's context on PostgreSQL; its migrations stand in Data/Migrations/PostgreSql.</summary>
public sealed class PostgreSqlPortalDbContext(DbContextOptions<PostgreSqlPortalDbContext> options) : PortalDbContext(options);
