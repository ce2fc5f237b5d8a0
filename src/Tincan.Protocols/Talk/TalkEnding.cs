namespace Tincan.Protocols.Talk;

/// <summary>The side that ended a talk.</summary>
public enum TalkEnding
{
    /// <summary>This side, with a blank line or the end of input.</summary>
    Here,

    /// <summary>The peer, with the end of its stream.</summary>
    There,
}
