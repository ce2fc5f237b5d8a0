using FsCheck;
using FsCheck.Fluent;
using Tincan.Framing;
using Tincan.Tests.Support;

namespace Tincan.Tests.Framing;

public sealed class LinePropertyTests
{
    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    public void Any_lines_survive_any_chunking(Dialect dialect) =>
        Properties.Check(ArbMap.Default.ArbFor<(byte[][] Lines, byte[] Chunks)>(), input =>
        {
            var lines = input.Lines.Select(line => WithoutTerminator(line, dialect)).ToList();
            var stream = lines.SelectMany(line => (byte[])[.. line, .. dialect.Terminator()]).ToArray();

            var (read, _) = Lines.ReadAllAsync(Chunks(stream, input.Chunks), new() { Dialect = dialect }).GetAwaiter().GetResult();

            Assert.Equal([.. lines.Select(static line => WireText.Text(line))], read);
        });

    /// <summary>A lone CR may stand in a CRLF line, so only the byte that ends a terminator is replaced.</summary>
    private static byte[] WithoutTerminator(byte[] line, Dialect dialect) =>
        [.. line.Select(one => one == dialect.Terminator()[^1] ? (byte)'?' : one)];

    private static IEnumerable<byte[]> Chunks(byte[] stream, byte[] sizes)
    {
        var at = 0;
        foreach (var size in sizes)
        {
            var chunk = stream.AsSpan(at, Math.Min(size % 7, stream.Length - at)).ToArray();
            at += chunk.Length;
            yield return chunk;
        }

        yield return stream[at..];
    }
}
