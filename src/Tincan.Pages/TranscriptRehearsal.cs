using Tincan.Pages.Expressions;
using Tincan.Pages.Rules;
using Tincan.Pages.Transcripts;

namespace Tincan.Pages;

/// <summary>Plays a transcript against the rules of its page, without any connection: does the server that the rules make do what the transcript says?</summary>
/// <param name="page">The page.</param>
/// <param name="set">The parameters that are set.</param>
public sealed class TranscriptRehearsal(Page page, IReadOnlyDictionary<string, string> set)
{
    private readonly Rehearsal _rehearsal = new(page.ServerRules, page.Values(set));
    private readonly IReadOnlyDictionary<string, Value> _values = page.Values(set);

    /// <summary>Whether the transcript can be rehearsed: only messages and events of clients and the server are in it.</summary>
    public static bool IsPossible(Page page, Transcript transcript) => page.ServerRules.Count > 0
        && transcript.AllSteps.All(static step => step is MessageStep { From.Kind: not RoleKind.Upstream, To.Kind: not RoleKind.Upstream, Times: 1 } or RawStep { From.Kind: RoleKind.Server } or EventStep or InputStep or FileStep
            || (step is OutputStep printed && !printed.Line.Captures.Any()))
        && page.ServerRules.SelectMany(static rule => rule.Actions).All(static action => action is not TakeAction)
        && TranscriptSides.WhyNotPlayed(transcript, page.Parameters.Select(static parameter => parameter.Name), static role => role.Kind == RoleKind.Client) is null;

    /// <summary>The server has closed a connection after what was played last.</summary>
    public bool HasClosed { get; private set; }

    /// <summary>Plays it, on new connections of the same service.</summary>
    /// <param name="transcript">The conversation.</param>
    /// <param name="stays">The clients stay connected after it.</param>
    /// <returns>Where the rules do something else, and what; null if they do as it says.</returns>
    public (Token At, string Problem)? Play(Transcript transcript, bool stays = false)
    {
        var scope = new Scope { Parameters = _values };
        Dictionary<Role, (RehearsedClient Client, Queue<Response> Came)> clients = [];
        foreach (var step in transcript.Steps)
        {
            if (step is not WireStep && step is not EitherOrderStep)
            {
                continue;
            }

            if ((step is EitherOrderStep group ? Group(group, scope, clients) : One((WireStep)step, scope, clients)) is { } problem)
            {
                return problem;
            }
        }

        HasClosed = clients.Keys.ToList().Exists(role => Came(clients, role).Any(static response => response is EndResponse));

        // Before a client leaves, because the others may be notified of that.
        foreach (var role in clients.Keys.ToList())
        {
            if (Came(clients, role) is { Count: > 0 } rest && rest.Peek() is SendResponse more)
            {
                return (transcript.Steps[^1].At, $"after this the rules also send '{more.Content}' to {role}");
            }
        }

        foreach (var (client, _) in clients.Values.Where(_ => !stays))
        {
            client.Finish();
        }

        return null;
    }

    private (Token, string)? One(WireStep step, Scope scope, Dictionary<Role, (RehearsedClient Client, Queue<Response> Came)> clients)
    {
        var client = step.From.Kind == RoleKind.Client ? step.From : step.To;
        var came = Came(clients, client);
        switch (step)
        {
            case MessageStep { From.Kind: RoleKind.Client } message:
                return Send(clients[client].Client, message, scope);
            case MessageStep { IsUnjudged: true }:
                _ = came.TryPeek(out var first) && first is SendResponse && came.TryDequeue(out _);
                return null;
            case MessageStep message:
                return Expect([message], scope, came);
            case RawStep raw:
                return came.TryDequeue(out var bytes) && bytes is SendResponse { IsRaw: true, Content: var rawContent } && raw.Bytes.Matches(rawContent, scope) ? null : (step.At, "the rules do not send these bytes here");
            case EventStep { From.Kind: RoleKind.Client, Event: TranscriptEvent.Fin or TranscriptEvent.Closes or TranscriptEvent.Reset }:
                clients[client].Client.Finish();
                return null;
            case EventStep { From.Kind: RoleKind.Server, Event: TranscriptEvent.Silence }:
                return came.TryPeek(out var next) && next is SendResponse sent ? (step.At, $"the rules send '{sent.Content}' here") : null;
            case EventStep { From.Kind: RoleKind.Server, Event: TranscriptEvent.Fin or TranscriptEvent.Closes or TranscriptEvent.Reset }:
                // After a client's FIN a server without a rule for it closes.
                return came.TryDequeue(out var end) && end is SendResponse { Content: var content } ? (step.At, $"the rules send '{content}' here") : null;
            default:
                return null;
        }
    }

    /// <summary>Sends a message; a client whose connection the server has closed leaves.</summary>
    private static (Token, string)? Send(RehearsedClient client, MessageStep message, Scope scope)
    {
        // What is sent to a server that has closed is not received.
        if (!client.IsOver && !client.Send(message.Message.Write(scope)))
        {
            return (message.At, "no rule is for this message");
        }

        if (client.IsOver)
        {
            client.Finish();
        }

        return null;
    }

    private (Token, string)? Group(EitherOrderStep group, Scope scope, Dictionary<Role, (RehearsedClient Client, Queue<Response> Came)> clients)
    {
        foreach (var connection in group.Steps.GroupBy(static step => step.From.Kind == RoleKind.Client ? step.From : step.To))
        {
            var left = connection.Where(static step => step.From.Kind == RoleKind.Server).ToList();
            foreach (var step in connection.Except(left))
            {
                if (One(step, scope, clients) is { } problem)
                {
                    return problem;
                }
            }

            while (left.Count > 0)
            {
                if (Expect(left, scope, Came(clients, connection.Key), left) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static (Token, string)? Expect(List<MessageStep> any, Scope scope, Queue<Response> came, List<MessageStep>? left = null)
    {
        while (came.TryDequeue(out var response) && response is SendResponse { IsRaw: false } sent)
        {
            if (any.FirstOrDefault(step => step.Message.Matches(sent.Content, scope)) is { } step)
            {
                left?.Remove(step);
                return null;
            }

            if (!any.Any(step => step.Before.Any(before => before.Matches(sent.Content, scope))))
            {
                return (any[0].At, $"the rules send '{sent.Content}' here");
            }
        }

        return (any[0].At, "the rules send nothing here");
    }

    /// <summary>What has been sent to a client and was not looked at yet; it connects if it has not.</summary>
    private Queue<Response> Came(Dictionary<Role, (RehearsedClient Client, Queue<Response> Came)> clients, Role role)
    {
        if (!clients.TryGetValue(role, out var pair))
        {
            clients[role] = pair = (_rehearsal.Connect(), new Queue<Response>());
        }

        foreach (var response in pair.Client.Take())
        {
            pair.Came.Enqueue(response);
        }

        return pair.Came;
    }
}
