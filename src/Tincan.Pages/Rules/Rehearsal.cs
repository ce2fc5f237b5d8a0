using Tincan.Pages.Expressions;

namespace Tincan.Pages.Rules;

/// <summary>What a server does on a connection, as the rules say.</summary>
public abstract record Response;

/// <summary>Sends a message, or bytes without framing.</summary>
public sealed record SendResponse(ByteText Content, bool IsRaw) : Response;

/// <summary>Ends the connection, or one direction of it.</summary>
public sealed record EndResponse(RehearsedEnd End) : Response;

/// <summary>How a server ends a connection.</summary>
public enum RehearsedEnd
{
    /// <summary>A FIN; the client may go on.</summary>
    Finish,

    /// <summary>The connection is closed.</summary>
    Close,

    /// <summary>The connection is reset.</summary>
    Reset,
}

/// <summary>A service with rules, played without any connection: what must a server answer?</summary>
/// <param name="rules">The rules.</param>
/// <param name="parameters">The values of the parameters.</param>
public sealed class Rehearsal(IReadOnlyList<Rule> rules, IReadOnlyDictionary<string, Value> parameters)
{
    private readonly RuleMachine _machine = new(rules, parameters);

    /// <summary>A client connects.</summary>
    public RehearsedClient Connect() => new(_machine);
}

/// <summary>A client in a <see cref="Rehearsal"/>.</summary>
public sealed class RehearsedClient : IRuleOutput
{
    private readonly RuleMachine _machine;
    private readonly Member _member;
    private readonly Queue<Response> _responses = new();

    internal RehearsedClient(RuleMachine machine)
    {
        _machine = machine;
        _member = machine.Connect(this);
    }

    /// <summary>A rule reads bytes without framing next, which no rehearsal has.</summary>
    public bool TakesBytes => _member.Taking is not null;

    /// <summary>The server has ended the connection.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Sends a message to the server.</summary>
    /// <returns>False if no rule is for it, or has no value for what is in it.</returns>
    public bool Send(ByteText message)
    {
        try
        {
            return !IsOver && _machine.Receive(_member, message);
        }
        catch (EvaluationException)
        {
            return false;
        }
    }

    /// <summary>Sends a FIN, and leaves.</summary>
    public void Finish() => _machine.End(_member);

    /// <summary>Takes what the server has done on this connection since the last call.</summary>
    public IReadOnlyList<Response> Take()
    {
        Response[] all = [.. _responses];
        _responses.Clear();
        return all;
    }

    void IRuleOutput.Send(ByteText content, bool isRaw) => _responses.Enqueue(new SendResponse(content, isRaw));

    void IRuleOutput.Wait(TimeSpan time)
    {
        // Nothing waits in a rehearsal.
    }

    void IRuleOutput.Finish() => _responses.Enqueue(new EndResponse(RehearsedEnd.Finish));

    void IRuleOutput.Close() => End(RehearsedEnd.Close);

    void IRuleOutput.Reset() => End(RehearsedEnd.Reset);

    private void End(RehearsedEnd end)
    {
        IsOver = true;
        _responses.Enqueue(new EndResponse(end));
    }
}
