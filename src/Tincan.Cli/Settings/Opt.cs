using System.CommandLine;
using System.Globalization;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Kinds of options that many commands have, each with its own clear error.</summary>
internal static class Opt
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>A time such as <c>5s</c>, <c>200ms</c>, <c>2m</c>, <c>1h</c>, or a number of seconds, from 1 ms to 24 days; <c>none</c> for no limit.</summary>
    public static Option<TimeSpan> Time(string name, TimeSpan defaultValue, string description) => new(name)
    {
        Description = $"{description} Default: {Written(defaultValue)}.",
        HelpName = "TIME",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (TryParseTime(text, out var time))
            {
                return time;
            }

            result.AddError($"{name}: '{text}' is not a time: write 5s, 200ms, 2m, 1h or none");
            return default;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, int defaultValue, int from, int to, string description) => new(name)
    {
        Description = $"{description} Default: {defaultValue}.",
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            {
                return number;
            }

            result.AddError($"{name}: '{text}' is not a whole number from {from} to {to}");
            return default;
        },
    };

    /// <summary>A whole number within bounds, or <c>none</c>, which is the default, for any number.</summary>
    public static Option<int?> Count(string name, int from, int to, string description) => new(name)
    {
        Description = $"{description} Default: none.",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text == "none")
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            {
                return number;
            }

            result.AddError($"{name}: '{text}' is neither a whole number from {from} to {to} nor 'none'");
            return null;
        },
    };

    /// <summary>One of a few words.</summary>
    public static Option<T> OneOf<T>(string name, T defaultValue, string description, params (string Word, T Value)[] words)
    {
        var all = string.Join('|', words.Select(static word => word.Word));
        var defaultWord = words.FirstOrDefault(word => Equals(word.Value, defaultValue)).Word;
        var option = new Option<T>(name)
        {
            Description = defaultWord is null ? description : $"{description} Default: {defaultWord}.",
            HelpName = all,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                foreach (var (word, value) in words)
                {
                    if (word == text)
                    {
                        return value;
                    }
                }

                result.AddError($"{name}: '{text}' is none of {all}");
                return default!;
            },
        };
        option.CompletionSources.Add([.. words.Select(static word => word.Word)]);
        return option;
    }

    /// <summary>A file that is read.</summary>
    public static Option<string?> InputFile(string name, string description) => new FileOption<string?>(name, isOutput: false)
    {
        Description = description,
        HelpName = "FILE",
    };

    /// <summary>A file that is written.</summary>
    public static Option<string?> OutputFile(string name, string description) => new FileOption<string?>(name, isOutput: true)
    {
        Description = description,
        HelpName = "FILE",
    };

    /// <summary>A text, such as a name.</summary>
    public static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>On when written.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A time as it would be written on the command line.</summary>
    internal static string Written(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? "none" : TimeText.Write(time);

    internal static bool TryParseTime(string text, out TimeSpan time)
    {
        time = Timeout.InfiniteTimeSpan;
        return text is "none" || (TimeText.TryRead(text, out time) && time >= Shortest);
    }
}
