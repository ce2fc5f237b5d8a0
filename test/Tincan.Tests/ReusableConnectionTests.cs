using Tincan.Protocols;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests;

public sealed class ReusableConnectionTests : IAsyncDisposable
{
    private readonly ReusableConnection<Session> _connection;
    private readonly List<Session> _opened = [];

    public ReusableConnectionTests() => _connection = new(_ =>
    {
        _opened.Add(new Session());
        return Task.FromResult(_opened[^1]);
    });

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task Nothing_is_opened_before_the_first_question_and_one_serves_all()
    {
        Assert.Empty(_opened);

        Assert.Equal("one", await AskAsync("one"));
        Assert.Equal("two", await AskAsync("two"));
        Assert.Single(_opened);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CloseReason.PeerReset)]
    [InlineData(CloseReason.Lost)]
    public async Task A_question_that_finds_a_used_connection_closed_is_asked_again_on_a_new_one(CloseReason? how)
    {
        await AskAsync("one");

        Assert.Equal("again", await AskAsync(Closed(how), "again"));
        Assert.Equal([true, false], _opened.Select(static session => session.IsDisposed));
    }

    [Fact]
    public async Task It_is_asked_again_only_once()
    {
        await AskAsync("one");

        Assert.Null(await AskAsync(null, null, "never asked for"));
        Assert.Equal([true, true], _opened.Select(static session => session.IsDisposed));
        Assert.Equal("next", await AskAsync("next"));
    }

    [Fact]
    public async Task On_a_new_connection_it_is_not_asked_again()
    {
        Assert.Null(await AskAsync(null, "never asked for"));
        Assert.Single(_opened);
    }

    [Theory]
    [InlineData(CloseReason.PeerReset)]
    [InlineData(CloseReason.Lost)]
    public async Task On_a_new_connection_a_reset_or_a_cut_is_an_error(CloseReason how)
    {
        Assert.Equal(how, await WireText.FailureOf(AskAsync(Closed(how), "never asked for")));
        Assert.Single(_opened);
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_an_answer_is_an_error_on_a_used_connection_too()
    {
        await AskAsync("one");

        var cut = new WireException(CloseReason.Lost, "cut off") { CutOff = "hal"u8.ToArray() };
        Assert.Equal(CloseReason.Lost, await WireText.FailureOf(AskAsync(cut, "never asked for")));
        Assert.Single(_opened);
    }

    [Fact]
    public async Task Another_failure_is_an_error_on_a_used_connection_too()
    {
        await AskAsync("one");

        Assert.Equal(CloseReason.Malformed, await WireText.FailureOf(AskAsync(new WireException(CloseReason.Malformed, "not understood"))));
        Assert.Single(_opened);
    }

    [Fact]
    public async Task After_a_connection_was_dropped_the_next_question_opens_a_new_one()
    {
        await AskAsync("one");
        await _connection.DropAsync();
        await AskAsync("two");

        Assert.Equal([true, false], _opened.Select(static session => session.IsDisposed));
    }

    private static WireException? Closed(CloseReason? how) => how is { } reason ? new WireException(reason, "closed") : null;

    /// <summary>Each time it is asked the next answer comes: a text, a failure, or null for a peer that had closed.</summary>
    private Task<string?> AskAsync(params object?[] answers)
    {
        var next = 0;
        return _connection.AskAsync(
            _ => answers[next++] is WireException broken ? Task.FromException<string?>(broken) : Task.FromResult((string?)answers[next - 1]),
            CancellationToken.None);
    }

    private sealed class Session : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
