using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Checks.Tests.Running;

public sealed class DialectSearchTests
{
    private static readonly CheckOptions Options = new() { Patience = TimeSpan.FromMilliseconds(500) };

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.CrLf)]
    [InlineData(Dialect.Nul)]
    [InlineData(Dialect.Raw)]
    public async Task The_dialect_of_a_program_is_found(Dialect dialect) =>
        Assert.Equal(dialect, await FindAsync(NamesServerSuite.Suite, new WrittenServer(conversation => HitAsync(conversation, dialect))));

    [Fact]
    public async Task A_program_that_answers_in_none_has_none() =>
        Assert.Null(await FindAsync(NamesServerSuite.Suite, new WrittenServer(static _ => Task.CompletedTask)));

    [Fact]
    public async Task A_suite_that_speaks_bytes_has_none() =>
        Assert.Null(await DialectSearch.FindAsync(EchoServerSuite.Suite, new Bench.NoProgram(), Options, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_program_that_never_listens_is_started_once()
    {
        var started = 0;
        var suite = Bench.Suite(Bench.Case("a", _ =>
        {
            started++;
            throw new CheckFailedException(FailureKind.NeverConnected, "it did not listen");
        }));

        Assert.Null(await DialectSearch.FindAsync(suite, new Bench.NoProgram(), Options, TestContext.Current.CancellationToken));
        Assert.Equal(1, started);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_an_error() => await Assert.ThrowsAsync<SubjectException>(
        () => DialectSearch.FindAsync(NamesServerSuite.Suite, new Bench.NoProgram(), Options, TestContext.Current.CancellationToken));

    private static Task<Dialect?> FindAsync(Suite suite, IServer server) =>
        DialectSearch.FindAsync(suite, new HostedServer(_ => server), Options, TestContext.Current.CancellationToken);

    /// <summary>Answers one name if its line ends as expected, and nothing otherwise.</summary>
    private static async Task HitAsync(Conversation conversation, Dialect dialect)
    {
        var asked = "rutgers.edu"u8.ToArray();
        byte[] query = [.. asked, .. dialect.Terminator()];
        var buffer = new byte[100];
        if (await conversation.Wire.ReceiveAsync(buffer) is var count && buffer.AsSpan(0, count).SequenceEqual(query))
        {
            await conversation.Wire.SendAsync((byte[])[.. "rutgers.edu 172.34.4.6 A IN"u8, .. dialect.Terminator()]);
            await conversation.Wire.ReceiveAsync(buffer);
        }
    }
}
