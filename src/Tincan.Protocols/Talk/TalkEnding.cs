namespace Tincan.Protocols.Talk;

/// <summary>Who ended a talk.</summary>
public enum TalkEnding
{
    /// <summary>This side: a blank line or the end of input.</summary>
    Here,

    /// <summary>The peer: its stream ended.</summary>
    There,
}
