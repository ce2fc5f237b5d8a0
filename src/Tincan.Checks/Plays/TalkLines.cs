using System.Text;

namespace Tincan.Checks.Plays;

/// <summary>What is typed at the keyboard of the server side of a talk, all of it ahead.</summary>
internal static class TalkLines
{
    /// <summary>The lines, without their line ends.</summary>
    public static readonly string[] Typed = ["Yes, speak up!", "Only with a string", "Good bye, then", "One more"];

    /// <summary>The lines as its standard input.</summary>
    public static byte[] Input => Encoding.UTF8.GetBytes(string.Concat(Typed.Select(static line => $"{line}\n")));
}
