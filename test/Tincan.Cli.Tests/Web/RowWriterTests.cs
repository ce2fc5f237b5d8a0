using System.IO.Pipelines;
using Tincan.Cli.Web;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Cli.Tests.Web;

/// <summary>The rows are what the page's own tests are given, so that both ends keep to the same form.</summary>
public sealed class RowWriterTests
{
    private static readonly string[] Events =
    [
        """{"number":1,"time":0,"wall":"2026-03-01T09:00:00Z","connection":1,"what":"accept","direction":"to-server","offset":0,"text":"127.0.0.1:40001 to 127.0.0.1:5000"}""",
        """{"number":2,"time":0.1,"wall":"2026-03-01T09:00:00.1Z","connection":1,"what":"receive","direction":"to-server","offset":0,"data":"HELLO\n","message":0,"ends":[6]}""",
        """{"number":3,"time":0.7,"wall":"2026-03-01T09:00:00.7Z","connection":1,"what":"fault","direction":"to-server","offset":6,"fault":"delay","text":"held 1.2 s"}""",
        """{"number":4,"time":1.3,"wall":"2026-03-01T09:00:01.3Z","connection":1,"what":"send","direction":"to-client","offset":0,"data":"OLLEH\n","message":0,"ends":[6]}""",
        """{"number":5,"time":2.8,"wall":"2026-03-01T09:00:02.8Z","connection":1,"what":"fault","direction":"to-client","offset":6,"fault":"<b>cut</b>","text":"cut here\u001b[31m"}""",
    ];

    [Fact]
    public async Task Rows_have_the_form_that_the_page_reads() => Golden.Check("rows.txt", await RowsAsync(Events));

    [Fact]
    public async Task A_chunk_that_is_not_one_message_has_its_parts()
    {
        var rows = await RowsAsync("""{"number":1,"time":0,"wall":"2026-03-01T09:00:00Z","connection":1,"what":"receive","direction":"to-server","offset":0,"data":"a\nb","message":0,"ends":[2]}""");

        Assert.Contains("""
            "parts":[{"number":1,"isFirst":true,"isLast":true,"from":0,"length":2},{"number":2,"isFirst":true,"isLast":false,"from":2,"length":1}]
            """.Trim(), rows, StringComparison.Ordinal);
        Assert.Contains("""
            "waits":{"who":"both","words":"both wait","because":"server has 1 byte of a message without its end","since":0}
            """.Trim(), rows, StringComparison.Ordinal);
    }

    private static async Task<string> RowsAsync(params string[] events)
    {
        var pipe = new Pipe();
        using (var rows = new RowWriter(pipe.Writer))
        {
            foreach (var line in events)
            {
                rows.Write(RecordingFormat.Read(Encoding.UTF8.GetBytes(line)));
            }
        }

        await pipe.Writer.CompleteAsync();
        using var read = new StreamReader(pipe.Reader.AsStream());
        return await read.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
