using System.Security.Cryptography;
using Tincan.Cli.Terminal;
using Tincan.Wires;

namespace Tincan.Cli.Tests.Terminal;

public sealed class FailureTests
{
    [Theory]
    [InlineData(CloseReason.Idle, 4)]
    [InlineData(CloseReason.Malformed, 1)]
    [InlineData(CloseReason.PeerReset, 5)]
    [InlineData(CloseReason.PeerFinished, 5)]
    [InlineData(CloseReason.Lost, 5)]
    [InlineData(CloseReason.Handshake, 3)]
    public void Each_way_a_connection_ends_has_its_exit_code(CloseReason reason, int code) =>
        Assert.Equal(code, Failure.ExitCodeOf(new WireException(reason, "")));

    [Fact]
    public void So_have_the_other_failures()
    {
        Assert.Equal(3, Failure.ExitCodeOf(new ConnectException("")));
        Assert.Equal(2, Failure.ExitCodeOf(new UsageException("")));
        Assert.Equal(2, Failure.ExitCodeOf(new BadFileException("table.txt", 3, "bad")));
        Assert.Equal(2, Failure.ExitCodeOf(new IOException("no space left")));
        Assert.Equal(2, Failure.ExitCodeOf(new UnauthorizedAccessException()));
        Assert.Equal(6, Failure.ExitCodeOf(new TypeInitializationException("made", new CryptographicException())));
    }

    [Fact]
    public void A_bug_is_not_hidden() => Assert.Null(Failure.ExitCodeOf(new InvalidOperationException()));
}
