using System.Text.Json;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Reads an object by what can be said in it.</summary>
internal static class SettingReader
{
    /// <summary>Reads all that an object says.</summary>
    /// <param name="owner">What holds if nothing is said.</param>
    /// <param name="written">The object.</param>
    /// <param name="what">What it is called in a sentence.</param>
    /// <param name="settings">What can be said.</param>
    /// <param name="understood">Further keys that are read elsewhere.</param>
    /// <exception cref="SyntaxException">Something in it is wrong or missing.</exception>
    public static T Read<T>(T owner, SourceValue written, string what, IReadOnlyList<Setting<T>> settings, params string[] understood)
    {
        written.Expect(JsonTokenType.StartObject, $"{what} takes an object: {{ ... }} with {Names(settings, understood)}");
        foreach (var (key, value) in written.Members)
        {
            if (settings.FirstOrDefault(setting => setting.Key == key.Text) is { } setting)
            {
                owner = setting.Read(owner, value);
            }
            else if (!understood.Contains(key.Text))
            {
                throw Unknown(key, what, [.. understood, .. settings.Select(static setting => setting.Key)]);
            }
        }

        return settings.FirstOrDefault(setting => setting.IsRequired && setting.Of(owner) is null) is { } missing
            ? throw written.Error($"{what} needs '{missing.Key}': {char.ToLowerInvariant(missing.Meaning[0])}{missing.Meaning[1..].TrimEnd('.')}")
            : owner;
    }

    private static SyntaxException Unknown(Token key, string what, IReadOnlyList<string> keys)
    {
        var near = DidYouMean.Find(key.Text, keys) is { } word ? $"; did you mean '{word}'? It takes " : "; it takes ";
        return key.Error($"{what} has no {key}{near}{string.Join(", ", keys)}");
    }

    private static string Names<T>(IReadOnlyList<Setting<T>> settings, IEnumerable<string> understood) =>
        string.Join(", ", [.. understood, .. settings.Select(static setting => setting.Key)]);
}
