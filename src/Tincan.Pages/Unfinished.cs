namespace Tincan.Pages;

/// <summary>What a server does with a message that has begun when the client sends its FIN.</summary>
public enum Unfinished
{
    /// <summary>It is not a message: nothing is answered.</summary>
    Ignored,

    /// <summary>It counts as a message.</summary>
    Answered,

    /// <summary>It is an error, which the server answers as the rule <c>on unfinished</c> says, or by closing.</summary>
    Refused,
}
