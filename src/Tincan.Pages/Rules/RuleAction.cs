using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Rules;

/// <summary>What a server does when a rule applies.</summary>
/// <param name="At">Where it is on the page.</param>
public abstract record RuleAction(Token At);

/// <summary>The recipients of a message.</summary>
public enum Recipients
{
    /// <summary>The client whose message it answers: <c>send</c>.</summary>
    Sender,

    /// <summary>Everyone else in the room: <c>others send</c>.</summary>
    Others,

    /// <summary>Everyone in the room: <c>all send</c>.</summary>
    All,

    /// <summary>The client with a name: <c>to NAME send</c>.</summary>
    Named,
}

/// <param name="At">Where it is on the page.</param>
/// <param name="Recipients">Who gets it.</param>
/// <param name="Name">The name of the client, for <see cref="Recipients.Named"/>.</param>
/// <param name="Message">The message.</param>
/// <param name="IsRaw">The bytes are sent as they are, without framing.</param>
public sealed record SendAction(Token At, Recipients Recipients, Expression? Name, MessageForm Message, bool IsRaw) : RuleAction(At);

/// <summary>Closes the connection, after everything has been sent.</summary>
public sealed record CloseAction(Token At) : RuleAction(At);

/// <summary>Sends a FIN, and goes on receiving.</summary>
public sealed record FinishAction(Token At) : RuleAction(At);

/// <summary>Resets the connection (RST).</summary>
public sealed record ResetAction(Token At) : RuleAction(At);

/// <summary>Sets a variable: <c>set my.count = my.count + 1</c>.</summary>
public sealed record SetAction(Token At, StateExpression Variable, Expression Value) : RuleAction(At);

/// <summary>Removes a variable or a key of a map: <c>delete our.store[$key]</c>.</summary>
public sealed record DeleteAction(Token At, StateExpression Variable) : RuleAction(At);

/// <summary>Enters the room, with a name if one is given: <c>join $name</c>. A name can be asked for with <c>$name in our.names</c>.</summary>
public sealed record JoinAction(Token At, Expression? Name) : RuleAction(At);

/// <summary>Leaves the room: gets no more of what is sent to others, and its name is free again.</summary>
public sealed record LeaveAction(Token At) : RuleAction(At);

/// <summary>Waits before the actions that follow; the time is in seconds.</summary>
public sealed record WaitAction(Token At, Expression Time) : RuleAction(At);

/// <summary>Reads a number of bytes as they come, without framing, and names them: <c>take $n + 2 as $data</c>.</summary>
public sealed record TakeAction(Token At, Expression Count, string Name) : RuleAction(At)
{
    /// <summary>The most bytes that are taken at once.</summary>
    public const int MaxCount = 1024 * 1024;
}
