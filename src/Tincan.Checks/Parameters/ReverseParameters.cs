using Tincan.Protocols.Welcome;

namespace Tincan.Checks.Parameters;

/// <summary>What differs between editions of welcome and reverse servers.</summary>
internal static class ReverseParameters
{
    /// <summary>The value for no greeting.</summary>
    public const string None = "none";

    public static readonly Parameter Greeting = new("greeting", "What the server sends on accept; none for nothing.", WelcomeServer.ClassicGreeting)
    {
        Remedy = $"send exactly '{WelcomeServer.ClassicGreeting}' as soon as accept returns, and nothing after it",
    };

    public static readonly Parameter SwapCase = new("swap-case", "The answer has upper and lower case swapped.", "off")
    {
        Choices = ["off", "on"],
        Remedy = "keep the case of the letters",
    };

    public static readonly Parameter Answer = new("answer", "What the server sends back: {line} is the reversed line.", "{line}")
    {
        Placeholder = "{line}",
        Remedy = "send only the reversed line, with nothing before or after it",
    };

    /// <summary>The greeting; empty if there is none.</summary>
    public static string GreetingOf(CheckOptions options) => options.ValueOf(Greeting) is var text && text == None ? "" : text;

    /// <summary>The answer to a line.</summary>
    public static string AnswerOf(CheckOptions options, string line)
    {
        var reversed = string.Concat(line.EnumerateRunes().Reverse());
        return options.ValueOf(Answer).Replace("{line}", options.ValueOf(SwapCase) == "on" ? Swap(reversed) : reversed, StringComparison.Ordinal);
    }

    /// <summary>
    /// Recognises the form of an answer: whether it swaps case, and the text around the reversed line. Empty if it does not contain the reversed line.
    /// </summary>
    public static IEnumerable<(Parameter Parameter, string Value)> Recognise(string answer, string line)
    {
        var reversed = string.Concat(line.Reverse());
        var core = answer.Contains(reversed, StringComparison.Ordinal) ? reversed : Swap(reversed);
        if (!answer.Contains(core, StringComparison.Ordinal))
        {
            yield break;
        }

        if (core != reversed)
        {
            yield return (SwapCase, "on");
        }

        if (answer != core)
        {
            yield return (Answer, answer.Replace(core, "{line}", StringComparison.Ordinal));
        }
    }

    private static string Swap(string text) => string.Concat(text.Select(static letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
}
