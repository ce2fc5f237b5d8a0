using Tincan.Checks.Contexts;
using Tincan.Checks.Probing;
using Tincan.Pages;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>Finds out how the lines of a client end, or that it sends none, where the page allows both: asks it to send two lines, and answers as the rules say.</summary>
/// <param name="page">The page.</param>
internal sealed class ClientLineProbe(Page page)
{
    private const string First = "Hello";
    private const string Second = "World";

    /// <summary>A client that waits for a greeting sends nothing before it.</summary>
    private static readonly TimeSpan SpeaksFirst = TimeSpan.FromMilliseconds(300);

    public async Task RunAsync(Prober prober)
    {
        var server = new Rehearsal(page.ServerRules, page.Values(PageParameters.Given(page, prober.Options))).Connect();
        byte[] greeting = [.. server.Take().OfType<SendResponse>().SelectMany(sent => sent.IsRaw ? sent.Content.ToArray() : page.Framing.ToClient.Frame(sent.Content))];
        if (Answer(server, First) is { } first && Answer(server, Second) is { } second)
        {
            await new LineClientProbe(prober, First, Second) { Answer = first, SecondAnswer = second, GreetAsync = GreetAsync }.RunAsync();
        }

        async Task<byte[]> GreetAsync(Peer peer)
        {
            var early = await peer.PeekAsync(SpeaksFirst);
            if (greeting.Length > 0)
            {
                await peer.SendAsync(greeting);
            }

            return early;
        }
    }

    /// <summary>The answer to a line; null if there is none, or more than one.</summary>
    private static string? Answer(RehearsedClient server, string line) =>
        server.Send(ByteText.FromUtf8(line)) && server.Take() is [SendResponse { IsRaw: false } sent] ? Encoding.UTF8.GetString(sent.Content.ToArray()) : null;
}
