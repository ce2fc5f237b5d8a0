namespace Tincan.Protocols.Talk;

/// <summary>Is notified when a caller comes or goes.</summary>
public interface ITalkCalls
{
    /// <summary>Called when the talk with a caller begins.</summary>
    /// <param name="caller">The caller's address.</param>
    void Begin(EndPoint caller);

    /// <summary>Called when the talk has ended.</summary>
    /// <param name="caller">The caller's address.</param>
    /// <param name="ending">The side that ended it.</param>
    /// <param name="problem">The error, or null.</param>
    void End(EndPoint caller, TalkEnding ending, string? problem);
}
