using Tincan.Checks.Cases;
using Tincan.Pages;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>A derived case for a server whose messages are text: words that end some programs are messages like any others.</summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
/// <param name="exchange">A client asks, and the server answers and stays connected.</param>
internal sealed class EndWordCase(Page page, string suite, Transcript exchange)
{
    public Case Case => new(
        $"{suite}.end-word",
        Level.Should,
        "Words such as EOF, done and quit are messages like any others.",
        "Some clients send one before they close; it has no meaning in the protocol.",
        "End when recv returns nothing, not at a word.",
        async context =>
        {
            await using var client = await context.ConnectAsync();
            await AskAsync(exchange);
            var asked = exchange with { Steps = [.. exchange.Steps.SkipWhile(static step => step is not MessageStep { From.Kind: RoleKind.Client })] };

            // A server that answers only once has no such word.
            await AskAsync(asked);
            var values = page.Values(PageParameters.Given(page, context.Options));
            foreach (var word in context.QuitWords.Where(word => !Ends(word, values)))
            {
                await client.SendLineAsync(word);
                await client.ReceiveAllAsync(context.Options.QuietPeriod);
                await AskAsync(asked);
            }

            Task AskAsync(Transcript messages) => new PlayedAhead(page, context, messages, client).PlayAsync();
        })
    { CanPerturb = false };

    /// <summary>Whether the rules end the connection at this word.</summary>
    private bool Ends(string word, IReadOnlyDictionary<string, Value> values)
    {
        var client = new Rehearsal(page.Rules, values).Connect();
        return page.Rules.Count > 0 && (!client.Send(ByteText.FromUtf8(word)) || client.IsOver);
    }
}
