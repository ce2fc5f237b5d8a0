namespace Tincan.Checks.Plays;

/// <summary>The standard input of a talk server, all of it available from the start.</summary>
internal static class TalkLines
{
    /// <summary>The lines, without their line ends.</summary>
    public static readonly string[] Typed = ["Yes, speak up!", "Only with a string", "Good bye, then", "One more"];

    /// <summary>The bytes that the program reads.</summary>
    public static byte[] Input => Encoding.UTF8.GetBytes(string.Concat(Typed.Select(static line => $"{line}\n")));
}
