using System.CommandLine;
using System.Text.Json;
using Tincan.Hosting;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>A limit of every server: a key in a plan, and the option by the same name.</summary>
internal sealed class LimitSetting : Setting<HostOptions>
{
    private readonly Setting<HostOptions> _written;
    private readonly Func<HostOptions, LimitOption> _option;

    private LimitSetting(Setting<HostOptions> written, Func<HostOptions, LimitOption> option)
        : base(written.Key, written.Meaning) => (_written, _option) = (written, option);

    /// <summary>A whole number.</summary>
    public static LimitSetting Number(
        string key, string meaning, int least, int most, Func<HostOptions, int> get, Func<HostOptions, int, HostOptions> with) => new(
        new Setting<HostOptions, HostOptions, int>(key, meaning, SettingForms.Number(least, most), options => get(options), with),
        defaults => LimitOption.Of(Opt.Number(Name(key), get(defaults), least, most, meaning), with));

    /// <summary>A whole number that is not limited where nothing is said.</summary>
    public static LimitSetting Count(
        string key, string meaning, int least, int most, Func<HostOptions, int?> get, Func<HostOptions, int?, HostOptions> with) => new(
        new Setting<HostOptions, HostOptions, int>(
            key, $"{meaning} Default: any number.", SettingForms.Number(least, most), options => get(options), (options, number) => with(options, number)),
        _ => LimitOption.Of(Opt.Count(Name(key), least, most, meaning), with));

    /// <summary>A time, or none.</summary>
    public static LimitSetting Time(string key, string meaning, Func<HostOptions, TimeSpan> get, Func<HostOptions, TimeSpan, HostOptions> with) => new(
        new Setting<HostOptions, HostOptions, TimeSpan>(key, meaning, SettingForms.TimeLimit, options => get(options), with),
        defaults => LimitOption.Of(Opt.Time(Name(key), get(defaults), meaning), with));

    /// <summary>A time that has to end.</summary>
    public static LimitSetting TimeThatEnds(
        string key, string meaning, string whyNotNone, Func<HostOptions, TimeSpan> get, Func<HostOptions, TimeSpan, HostOptions> with) => new(
        new Setting<HostOptions, HostOptions, TimeSpan>(key, meaning, SettingForms.TimeThatEnds, options => get(options), with),
        defaults =>
        {
            var option = Opt.Time(Name(key), get(defaults), meaning);
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: "none" }])
                {
                    result.AddError($"{option.Name}: {whyNotNone}: write 5s, 200ms, 2m or 1h");
                }
            });
            return LimitOption.Of(option, with);
        });

    public override HostOptions Read(HostOptions owner, SourceValue value) => _written.Read(owner, value);

    public override string? Of(HostOptions owner) => _written.Of(owner);

    public override IEnumerable<Said<string>> Files(HostOptions owner) => _written.Files(owner);

    public override void WriteSchema(Utf8JsonWriter schema) => _written.WriteSchema(schema);

    /// <summary>Its option.</summary>
    /// <param name="defaults">What holds if it is not written.</param>
    public LimitOption ToOption(HostOptions defaults) => _option(defaults);

    private static string Name(string key) => $"--{key}";
}

/// <summary>A limit as an option.</summary>
/// <param name="Option">The option.</param>
/// <param name="Read">The options of a host with what the command line says of it.</param>
internal sealed record LimitOption(Option Option, Func<ParseResult, HostOptions, HostOptions> Read)
{
    public static LimitOption Of<T>(Option<T> option, Func<HostOptions, T, HostOptions> with) =>
        new(option, (parsed, options) => with(options, parsed.GetValue(option)!));
}
