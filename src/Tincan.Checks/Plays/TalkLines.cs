namespace Tincan.Checks.Plays;

/// <summary>The standard input of a talk server under check. All of it is there from the start.</summary>
internal static class TalkLines
{
    /// <summary>The lines, without their line ends.</summary>
    public static readonly string[] Typed = ["Yes, speak up!", "Only with a string", "Good bye, then", "One more"];

    /// <summary>The lines as the program reads them.</summary>
    public static byte[] Input => Encoding.UTF8.GetBytes(string.Concat(Typed.Select(static line => $"{line}\n")));
}
