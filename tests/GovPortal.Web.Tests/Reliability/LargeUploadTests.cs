using System.Net;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Testing;
using GovPortal.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Reliability;

/// <summary>200 MB sent to the real server, whose limits the in-memory one does not have.</summary>
[AnyEngine]
public sealed class LargeUploadTests
{
    private const long Size = 200L * 1024 * 1024;

    [Fact]
    public async Task A_file_of_200_MB_is_refused_in_words_and_leaves_nothing_behind()
    {
        await using var place = await Place.CreateAsync(PortalApp.OnPostgreSql);
        var column = await place.WithAsync(async services =>
        {
            await FirstStart.RunAsync(services, CancellationToken.None);
            return (await DemoBureau.SetUpAsync(services)).Column.Id;
        });
        using (var server = await ServerProcess.StartAsync(place))
        {
            using var editor = await FormFiller.SignInAsync(server.Address, DemoBureau.EditorName);
            var answer = await editor.SubmitAsync($"/Admin/Content/Edit?type=Article&column={column}", "form[data-guard]",
                new() { ["TitlePart.Title"] = "附件过大的草稿", ["do"] = "save" }, form => form.Add(File(), "Article.Attachments.Upload", "清单.pdf"));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("超过", answer.Text, StringComparison.Ordinal);

            using var admin = await FormFiller.SignInAsync(server.Address, "admin", PortalApp.AdminPassword);
            answer = await admin.SubmitAsync("/Admin/Columns/Import", "form[enctype]", [], form => form.Add(File(), "file", "任务分解表.xlsx"));
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            Assert.Contains("超过", await admin.TextOfAsync(answer.Location!), StringComparison.Ordinal);
            Assert.Contains("待我办理", await editor.TextOfAsync("/Admin"), StringComparison.Ordinal);
        }
        await place.WithAsync(async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
            Assert.False(await db.Set<ContentVersion>().AnyAsync(v => v.DisplayText == "附件过大的草稿"));
            return true;
        });
    }

    private static StreamContent File() => new(new Zeros());

    /// <summary>So many zero bytes, made while they are sent.</summary>
    private sealed class Zeros : Stream
    {
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => Size;
        public override long Position { get => _position; set => _position = value; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Size - _position);
            buffer[..count].Clear();
            _position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            _position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Size + offset };

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }
    }
}
