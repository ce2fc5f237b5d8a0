using Tincan.Pages;
using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Checks.Pages;

/// <summary>A conversation of several clients of which each reads what another one sends. All its messages are known, and the rules say what is sent to which client.</summary>
/// <param name="Transcript">The conversation.</param>
/// <param name="Speech">The last message of a client in it, which others read.</param>
/// <param name="Listener">One of those that read it; if there is one that sends nothing, that one.</param>
internal sealed record Room(Transcript Transcript, MessageStep Speech, Role Listener)
{
    /// <summary>The client that sends the last message.</summary>
    public Role Speaker => Speech.From;

    /// <summary>Whether a client that only connects is sent what the others say: the listener has sent nothing.</summary>
    public bool IsOpen => Transcript.Messages.All(step => step.From != Listener);

    /// <summary>What the speaker sends first; null if that is the message that the others read.</summary>
    public MessageStep? Opening => Transcript.Messages.First(step => step.From == Speaker) is var first && first == Speech ? null : first;

    /// <summary>The first such conversation among some cases; null if there is none that the rules can repeat.</summary>
    public static Room? Of(Page page, IEnumerable<PageCase> cases) => page.Rules.Count == 0 || page.Framing.ToServer.Words == "none" || page.Framing.ToClient.Words == "none"
        || page.Rules.SelectMany(static rule => rule.Actions).Any(static action => action is TakeAction or WaitAction)
        ? null
        : cases.Select(one => Of(page, one)).FirstOrDefault(static room => room is not null);

    private static Room? Of(Page page, PageCase one)
    {
        var steps = one.Transcript.Steps;
        var scope = new Scope { Parameters = page.Values(new Dictionary<string, string>()) };
        if (one.IsRecommendation || one.When.Count > 0 || one.Transcript.Messages.LastOrDefault(static step => step.From.Kind == RoleKind.Client) is not { From.Number: > 0 } speech
            || !steps.All(step => step is MessageStep message ? IsKnown(page, message, scope) : step is EventStep { From.Kind: RoleKind.Client, Event: TranscriptEvent.Connects } or EventStep { Event: TranscriptEvent.Silence })
            || steps.SkipWhile(step => step != speech).OfType<MessageStep>().Where(step => step.To.Kind == RoleKind.Client && step.To != speech.From)
                .OrderBy(step => steps.Any(other => other is MessageStep message && message.From == step.To)).FirstOrDefault() is not { To: var listener })
        {
            return null;
        }

        var room = new Room(one.Transcript, speech, listener);
        return room.IsRepeatable(page, scope) ? room : null;
    }

    private static bool IsKnown(Page page, MessageStep step, Scope scope) =>
        step is { From.Kind: not RoleKind.Upstream, To.Kind: not RoleKind.Upstream, Times: 1, After: null, Within: null, IsUnjudged: false, Before.Count: 0 }
        && step.Message.Needs.All(name => scope.Find(name.Text[1..]) is not null)
        && (step.From.Kind == RoleKind.Server ? page.Framing.ToClient : page.Framing.ToServer).TryFrame(step.Message, scope) is not null;

    /// <summary>The rules let the same clients come again after they have left, and then the speaker and the listener both send the last message, which the other one reads.</summary>
    private bool IsRepeatable(Page page, Scope scope)
    {
        var rehearsal = new Rehearsal(page.Rules, scope.Parameters);
        for (var round = 0; round < 2; round++)
        {
            Dictionary<Role, RehearsedClient> clients = [];
            foreach (var step in Transcript.Steps.OfType<WireStep>())
            {
                var role = step.From.Kind == RoleKind.Client ? step.From : step.To;
                clients.TryAdd(role, clients.TryGetValue(role, out var there) ? there : rehearsal.Connect());
                if (step is MessageStep { From.Kind: RoleKind.Client } message && !clients[role].Send(message.Message.Write(scope)))
                {
                    return false;
                }
            }

            if (!Reaches(Speaker, Listener) || !Reaches(Listener, Speaker) || clients.Values.Any(static client => client.IsOver))
            {
                return false;
            }

            foreach (var client in clients.Values)
            {
                client.Finish();
            }

            bool Reaches(Role from, Role to)
            {
                _ = clients[to].Take();
                return clients[from].Send(Speech.Message.Write(scope)) && clients[to].Take() is [SendResponse { IsRaw: false }];
            }
        }

        return true;
    }
}
