namespace Tincan.Pages.Messages;

/// <summary>What a capture takes: <c>$name</c>, or <c>$name:KIND</c>.</summary>
public enum CaptureKind
{
    /// <summary>The shortest text up to what follows it on the page; it may be empty. In JSON any value.</summary>
    Any,

    /// <summary>One byte or more, and no blank; in JSON a text of these.</summary>
    Word,

    /// <summary>A decimal number: <c>-12.5</c>.</summary>
    Number,

    /// <summary>At least one byte; in JSON a text.</summary>
    Text,
}
