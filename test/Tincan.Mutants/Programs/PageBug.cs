namespace Tincan.Mutants.Programs;

/// <summary>A bug that is planted between a server and its clients.</summary>
internal enum PageBug
{
    OneReadIsOneMessage,
    FirstOfRead,
    LosesLast,
    ByteOrder,
    OffByOne,
    LosesEnd,
    AnswersTwice,
    AnswersFirst,
    AddsLineEnd,
    LosesBlank,
    AnswersAtEnd,
    StaysOpen,
    ResetsAtEnd,
    ClosesEarly,
    AnswersUnfinished,
    IgnoresUnfinished,
    DiesOfNonsense,
    SignedLength,
}

/// <summary>What bugs change. All else is passed on as it comes.</summary>
internal static class PageBugs
{
    /// <summary>Whether it makes a difference to a bug how the bytes of a client are cut into reads.</summary>
    public static bool DependsOnReads(PageBug? bug) => bug is PageBug.OneReadIsOneMessage or PageBug.FirstOfRead or PageBug.LosesLast;

    /// <summary>Whether a bug is about what clients send.</summary>
    public static bool ChangesRequests(PageBug? bug) => DependsOnReads(bug) || bug is PageBug.SignedLength or PageBug.AnswersUnfinished or PageBug.IgnoresUnfinished or PageBug.DiesOfNonsense;

    /// <summary>Whether a bug is about what the server sends.</summary>
    public static bool ChangesAnswers(PageBug? bug) => bug is PageBug.ByteOrder or PageBug.OffByOne or PageBug.LosesEnd or PageBug.AnswersTwice or PageBug.AnswersFirst or PageBug.AddsLineEnd or PageBug.LosesBlank or PageBug.AnswersAtEnd or PageBug.ClosesEarly;
}
