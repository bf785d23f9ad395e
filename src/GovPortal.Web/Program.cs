using GovPortal.Web.Commands;
using GovPortal.Web.Startup;

// A verb runs the command line and ends; options alone start the server.
if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args);
}
var app = PortalHost.Build(args);
await FirstStart.RunAsync(app.Services, CancellationToken.None);
await app.RunAsync();
return 0;
