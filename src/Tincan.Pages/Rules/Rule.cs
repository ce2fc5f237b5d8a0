using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Rules;

/// <summary>When a rule may apply.</summary>
public enum RuleEvent
{
    /// <summary>A client has sent a message: <c>on MESSAGE</c>.</summary>
    Message,

    /// <summary>A client has sent a message that no rule before this one is for: <c>on anything else</c>.</summary>
    AnythingElse,

    /// <summary>A client has connected: <c>on connect</c>.</summary>
    Connect,

    /// <summary>A client has sent a FIN, or its connection has ended: <c>on end</c>. Without such a rule the connection is closed.</summary>
    End,

    /// <summary>A client has sent part of a message and then a FIN: <c>on unfinished</c>, with the part as <c>$rest</c>.</summary>
    Unfinished,

    /// <summary>A client has sent nothing for a time: <c>on silence 30s</c>.</summary>
    Silence,
}

/// <summary>How long what a rule captures keeps its value.</summary>
public enum CaptureLife
{
    /// <summary>As long as the rule runs.</summary>
    Rule,

    /// <summary>Until a transcript is begun on the connection; the rule begins one.</summary>
    NewTranscript,

    /// <summary>Until a transcript is begun on the connection; what was captured before has its value in the rule.</summary>
    Transcript,
}

/// <summary>A rule of the server.</summary>
/// <param name="At">Where it is on the page.</param>
/// <param name="Event">When it may apply.</param>
/// <param name="Message">Which message is meant; null for other events.</param>
/// <param name="Time">For <see cref="RuleEvent.Silence"/>, how long.</param>
/// <param name="When">A condition; null if there is none.</param>
/// <param name="Actions">What the server does.</param>
public sealed record Rule(Token At, RuleEvent Event, MessageForm? Message, TimeSpan Time, Expression? When, IReadOnlyList<RuleAction> Actions)
{
    /// <summary>How long a captured value is kept.</summary>
    public CaptureLife Captures { get; init; }
}
