using Tincan.Checks.Cases;
using Tincan.Checks.Contexts;
using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Rules;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>
/// Messages that are made up from the patterns of the rules; the rules say what the answers must be. Short and simple ones come first, so that the first
/// failure is about as small as one can be.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="suite">The name of the suite.</param>
internal sealed class GeneratedCase(Page page, string suite)
{
    private const int Rounds = 8;

    private static readonly string[] Words = ["a", "b2", "Hello", "x_y", "ünï", "0", "LONGER-word", "z"];

    public static bool IsPossible(Page page) => page.Rules.Any(static rule => IsUsable(rule))
        && page.Rules.SelectMany(static rule => rule.Actions).All(static action => action is not (TakeAction or WaitAction));

    public Case Case => new(
        $"{suite}.answers",
        Level.Must,
        "Messages of every form that the page has a rule for get the answers that the rules say.",
        "A program that answers the examples of a page may answer nothing else.",
        "Work the answer out from the message; do not compare the message with those of the examples.",
        RunAsync)
    { CanPerturb = false };

    private static bool IsUsable(Rule rule) => rule.Event == RuleEvent.Message && rule.Message is TextMessage or JsonMessage && rule.Message.Unsendable is null;

    private async Task RunAsync(CaseContext context)
    {
        var random = new Random(unchecked((int)context.Options.Seed));
        var values = page.Values(PageParameters.Given(page, context.Options));
        var rehearsal = new Rehearsal(page.Rules, values).Connect();
        await using var client = await context.ConnectAsync();
        var framer = page.Framing.ToClient.CreateFramer();
        List<ByteText> sent = [];
        await ExpectAsync(client, framer, rehearsal.Take(), sent);
        for (var round = 0; round < Rounds && !rehearsal.IsOver; round++)
        {
            foreach (var rule in page.Rules.Where(IsUsable))
            {
                var message = Make(rule.Message!, values, random, round);
                if (page.Framing.ToServer.WhyNot(message.ToArray()) is not null || EndsIt(sent, message, values) || !rehearsal.Send(message))
                {
                    continue;
                }

                sent.Add(message);
                await client.SendAsync(page.Framing.ToServer.Frame(message.ToArray()));
                await ExpectAsync(client, framer, rehearsal.Take(), sent);
            }
        }

        if (!rehearsal.IsOver)
        {
            await client.ExpectSilenceAsync();
        }
    }

    /// <summary>Whether a message would end the conversation: the others are tried first, and that one has cases of its own.</summary>
    private bool EndsIt(List<ByteText> sent, ByteText next, IReadOnlyDictionary<string, Value> values)
    {
        var trial = new Rehearsal(page.Rules, values).Connect();
        return sent.Append(next).Any(message => !trial.Send(message)) || trial.IsOver;
    }

    private static ByteText Make(MessageForm form, IReadOnlyDictionary<string, Value> values, Random random, int round)
    {
        var scope = new Scope { Parameters = values };
        foreach (var (name, kind) in Kinds(form))
        {
            if (!values.ContainsKey(name))
            {
                scope.Captures[name] = kind switch
                {
                    CaptureKind.Number => new NumberValue(round == 0 ? 1 : random.Next(-1000, 1000)),
                    CaptureKind.Any when form is JsonMessage => new NumberValue(round == 0 ? 1 : random.Next(-1000, 1000)),
                    CaptureKind.Word => new TextValue(Words[round == 0 ? 0 : random.Next(Words.Length)]),
                    _ => new TextValue(string.Join(' ', Enumerable.Range(0, round == 0 ? 1 : random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)]))),
                };
            }
        }

        return form.Write(scope);
    }

    private static IEnumerable<(string Name, CaptureKind Kind)> Kinds(MessageForm form) => form switch
    {
        TextMessage text => text.Pieces.OfType<CapturePiece>().Select(static piece => (piece.Name, piece.Kind)),
        JsonMessage json => json.Pieces.Select(static piece => piece.Hole).OfType<JsonCapture>().Select(static hole => (hole.Name, hole.Kind)),
        _ => [],
    };

    private async Task ExpectAsync(Peer client, IFramer framer, IReadOnlyList<Response> responses, List<ByteText> sent)
    {
        foreach (var response in responses)
        {
            switch (response)
            {
                case SendResponse { IsRaw: true } raw:
                    await client.ExpectAsync(raw.Content.ToArray());
                    break;
                case SendResponse message:
                    await client.ExpectMessageAsync(
                        framer,
                        content => JsonText.AreSame(ByteText.From(content), message.Content),
                        page.Framing.ToClient.Frame(message.Content.ToArray()),
                        $"'{Columns.Cut(message.Content.ToString(), 60, "…")}' as the answer to {(sent.Count == 0 ? "the connection" : $"'{Columns.Cut(sent[^1].ToString(), 60, "…")}'")}");
                    break;
                default:
                    await client.ExpectCloseAsync();
                    break;
            }
        }
    }
}
