using Tincan.Pages.Expressions;

namespace Tincan.Pages.Rules;

/// <summary>A client of a service with rules.</summary>
public sealed class Member
{
    internal Member(IRuleOutput output) => Output = output;

    /// <summary>If not null, this many bytes come next, without framing: <see cref="RuleMachine.Take"/>.</summary>
    public int? Taking
    {
        get => Waiting is null ? null : field;
        internal set;
    }

    internal IRuleOutput Output { get; }

    internal Variables My { get; } = new();

    /// <summary>What has been captured in the transcript that is being played.</summary>
    internal IDictionary<string, Value> Captures { get; set; } = new Dictionary<string, Value>();

    internal ByteText? Name { get; set; }

    internal bool HasEnded { get; set; }

    /// <summary>The actions that follow a <c>take</c>.</summary>
    internal (Rule Rule, int Next, Scope Scope)? Waiting { get; set; }
}

/// <summary>What a server has to do on a connection, in order.</summary>
public interface IRuleOutput
{
    /// <summary>Sends a message, or bytes as they are.</summary>
    void Send(ByteText content, bool isRaw);

    /// <summary>Waits before what follows.</summary>
    void Wait(TimeSpan time);

    /// <summary>Sends a FIN; the client may go on.</summary>
    void Finish();

    /// <summary>Closes the connection after everything has been sent.</summary>
    void Close();

    /// <summary>Resets the connection (RST).</summary>
    void Reset();
}
