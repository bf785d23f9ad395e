using GovPortal.Kernel.Content;
using GovPortal.Media.Antivirus;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using VirusScanner = GovPortal.Testing.VirusScanner;

namespace GovPortal.Modules.Tests.Media.App;

/// <summary>Uploads past a scanner outside the portal; the scanners here speak the protocols and know one «virus».</summary>
public sealed class AntivirusTests
{
    [Theory]
    [InlineData("clamd")]
    [InlineData("clamd-socket")]
    [InlineData("icap")]
    public async Task What_the_scanner_finds_is_refused_and_not_kept(string kind)
    {
        await using var scanner = new VirusScanner(kind);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.True((await app.AddAsync(Samples.Pdf("正文"), "通知.pdf", ContentIds.New())).Succeeded);
        var refused = await app.AddAsync(Samples.Pdf(VirusScanner.Virus), "带毒.pdf", ContentIds.New());
        var failure = Assert.Single(refused.Failures);
        Assert.Equal(("media.infected", "Test.Virus"), (failure.Code, failure.Args[0]));
        await using var db = await app.DbAsync();
        Assert.Equal("通知.pdf", (await db.Set<MediaFile>().SingleAsync()).FileName);
        Assert.Single(Directory.GetFiles(app.MediaFolder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("clamd")]
    [InlineData("icap")]
    public async Task A_file_of_some_megabytes_arrives_whole(string kind)
    {
        await using var scanner = new VirusScanner(kind);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        var bytes = Samples.Pdf(new string('x', 3_000_000));
        Assert.True((await app.AddAsync(bytes, "大.pdf", ContentIds.New())).Succeeded);
        Assert.Equal(bytes.Length, scanner.LastLength);
    }

    [Theory]
    [InlineData("clamd", "error")]
    [InlineData("clamd", "closed")]
    [InlineData("clamd", "silent")]
    [InlineData("icap", "error")]
    [InlineData("icap", "closed")]
    [InlineData("icap", "silent")]
    public async Task A_scanner_that_does_not_answer_refuses(string kind, string fault)
    {
        await using var scanner = new VirusScanner(kind, fault);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.Equal("media.scan-unavailable", Assert.Single((await app.AddAsync(Samples.Pdf(), "通知.pdf", ContentIds.New())).Failures).Code);
    }

    [Fact]
    public async Task Where_nobody_listens_uploads_are_refused()
    {
        var scanner = new VirusScanner("clamd");
        await scanner.DisposeAsync();
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.Equal("media.scan-unavailable", Assert.Single((await app.AddAsync(Samples.Pdf(), "通知.pdf", ContentIds.New())).Failures).Code);
    }

    [Theory]
    [InlineData("127.0.0.1:3310")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("clamd:///")]
    [InlineData("icap:///service")]
    public void An_address_of_another_form_stops_the_start(string address) =>
        Assert.Throws<InvalidOperationException>(() => AntivirusOptions.Of(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:Antivirus:Address"] = address }).Build()));

    [Theory]
    [InlineData("ICAP/1.0 204 No Content\r\nISTag: \"1\"", null)]
    [InlineData("ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Eicar-Test;\r\nISTag: \"1\"", "Eicar-Test")]
    [InlineData("ICAP/1.0 200 OK\r\nx-virus-id: W97M.Thing", "W97M.Thing")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=100", "ICAP 200")]
    public void An_ICAP_answer_is_read(string head, string? threat) => Assert.Equal(threat, Icap.Read(head).Threat);

    [Theory]
    [InlineData("ICAP/1.0 500 Server Error")]
    [InlineData("ICAP/1.0 404 Service Not Found")]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("")]
    public void An_ICAP_answer_that_says_nothing_is_a_fault(string head) => Assert.Throws<InvalidDataException>(() => Icap.Read(head));

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR")]
    [InlineData("stream: something else")]
    [InlineData("")]
    public void A_clamd_answer_that_says_nothing_is_a_fault(string answer) => Assert.Throws<InvalidDataException>(() => Clamd.Read(answer));
}
