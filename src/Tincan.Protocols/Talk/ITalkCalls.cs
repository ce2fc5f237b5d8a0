namespace Tincan.Protocols.Talk;

/// <summary>Hears of callers as they come and go.</summary>
public interface ITalkCalls
{
    /// <summary>A caller is served from now on.</summary>
    /// <param name="caller">Where it is.</param>
    void Begin(EndPoint caller);

    /// <summary>The talk is over.</summary>
    /// <param name="caller">Where it was.</param>
    /// <param name="ending">Who ended it.</param>
    /// <param name="problem">What broke, if something did.</param>
    void End(EndPoint caller, TalkEnding ending, string? problem);
}
