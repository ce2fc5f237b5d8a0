using Tincan.Hosting;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Services;

/// <summary>All that a service runs with.</summary>
/// <param name="Server">What is said to clients.</param>
/// <param name="Fact">What the file or the database holds that it answers from, in a few words; null if there is none.</param>
/// <param name="Tls">How TLS is spoken with clients; null if it is not.</param>
internal sealed record Prepared(IServer Server, string? Fact = null, TlsServer? Tls = null)
{
    /// <summary>Where its messages end, if that is known only from a file; null if the plan of the service says it.</summary>
    public MessageCodec? Codec { get; init; }
}
