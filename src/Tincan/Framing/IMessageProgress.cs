namespace Tincan.Framing;

/// <summary>A wire that wants to know how far the messages on it have come. Only who cuts them out can tell.</summary>
internal interface IMessageProgress
{
    /// <summary>Whether what is received next belongs to a message that has begun.</summary>
    bool IsMidMessage { set; }

    /// <summary>A whole message was taken.</summary>
    void Took();
}
