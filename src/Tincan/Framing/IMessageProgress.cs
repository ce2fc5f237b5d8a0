namespace Tincan.Framing;

/// <summary>A wire that tracks the messages on it, for timeouts and metrics. Only the code that finds messages can report them.</summary>
internal interface IMessageProgress
{
    /// <summary>Whether the next bytes belong to a message that has begun. Taking a message resets it.</summary>
    bool IsMidMessage { set; }

    /// <summary>A whole message was taken.</summary>
    void MessageReceived();
}
