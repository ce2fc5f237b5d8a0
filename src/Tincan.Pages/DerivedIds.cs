namespace Tincan.Pages;

/// <summary>The ids of the cases that Tincan derives from a page: those that <c>without</c> and <c>should</c> may name.</summary>
public static class DerivedIds
{
    /// <summary>All of them, those for servers first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ahead", "unfinished", "half-header", "answers", "halves", "next-client", "after-reset", "noise", "not-utf8", "end-word", "too-long", "concurrent", "own-answers", "many-clients", "slow-reader", "closes", "starts-again",
        "late-reply", "split-reply", "reply-and-end", "wrong-reply", "half-reply", "half-reply-fails", "early-close", "early-close-fails", "reset", "oversized-reply", "refused",
    ];
}
