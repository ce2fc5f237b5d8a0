using System.CommandLine.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>Options that only one command has.</summary>
internal static class NewOption
{
    /// <summary>An option whose value is written in a form, which also makes its help, its completion and its error.</summary>
    /// <param name="name">The option.</param>
    /// <param name="form">How its value is written.</param>
    /// <param name="byDefault">Its value if it is not given.</param>
    /// <param name="meaning">What it does.</param>
    public static Option<T> Of<T>(string name, ValueForm<T> form, T byDefault, string meaning)
    {
        var word = byDefault is null ? form.Nothing : form.Write(byDefault);
        var option = new Option<T>(name) { CustomParser = result => Read(name, form, result), DefaultValueFactory = _ => byDefault };
        Describe(option, form, WithDefault(meaning, word));
        return option;
    }

    /// <summary>An option that may be left out.</summary>
    /// <inheritdoc cref="Of"/>
    public static Option<T?> Optional<T>(string name, ValueForm<T> form, string meaning)
        where T : struct
    {
        var option = new Option<T?>(name) { CustomParser = result => Read(name, form, result) };
        Describe(option, form, meaning);
        return option;
    }

    /// <summary>A time such as <c>5s</c>, <c>200ms</c>, <c>2m</c>, <c>1h</c>, or a number of seconds, from 1 ms to 24 days; <c>none</c> for no limit.</summary>
    public static Option<TimeSpan> Time(string name, TimeSpan byDefault, string meaning) => Of(name, SettingForms.TimeOrNone, byDefault, meaning);

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, int byDefault, int least, int most, string meaning) =>
        Of(name, SettingForms.Number(least, most), byDefault, meaning);

    /// <summary>A file that is read.</summary>
    public static Option<string?> InputFile(string name, string meaning) => File(name, meaning, isOutput: false);

    /// <summary>A file that is written.</summary>
    public static Option<string?> OutputFile(string name, string meaning) => File(name, meaning, isOutput: true);

    /// <summary>A text, such as a name.</summary>
    public static Option<string?> Text(string name, string placeholder, string meaning) => new(name)
    {
        Description = meaning,
        HelpName = placeholder,
    };

    /// <summary>On when written.</summary>
    public static Option<bool> Flag(string name, string meaning) => new(name) { Description = meaning };

    /// <summary>What an option does, and its default.</summary>
    public static string WithDefault(string meaning, string? byDefault) =>
        byDefault is null or "" ? meaning : $"{meaning} Default: {byDefault}{(char.IsPunctuation(byDefault[^1]) ? "" : ".")}";

    /// <summary>Adds arguments and options in the order in which help shows them.</summary>
    public static void AddAll(this Command command, params ReadOnlySpan<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }
    }

    private static FileOption<string?> File(string name, string meaning, bool isOutput) =>
        new(name, isOutput) { Description = meaning, HelpName = SettingForms.File.Placeholder };

    private static void Describe(Option option, ValueForm form, string meaning)
    {
        (option.Description, option.HelpName) = (meaning, form.Placeholder);
        option.CompletionSources.Add([.. form.Words]);
    }

    private static T Read<T>(string name, ValueForm<T> form, ArgumentResult result)
    {
        try
        {
            return form.Read(name, new SourceText(result.Tokens[0].Value).All);
        }
        catch (SyntaxException wrong)
        {
            result.AddError(wrong.Problem);
            return default!;
        }
    }
}
