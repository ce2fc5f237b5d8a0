using Tincan.Parsing;

namespace Tincan.Settings;

/// <summary>Reads settings from a JSON object.</summary>
public static class SettingReader
{
    /// <summary>Reads all settings of an object.</summary>
    /// <param name="owner">The defaults.</param>
    /// <param name="source">The object.</param>
    /// <param name="what">Its name in errors.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="others">Other keys, which are read elsewhere.</param>
    /// <exception cref="SyntaxException">A value is invalid, or a key is unknown or missing.</exception>
    public static T Read<T>(T owner, SourceValue source, string what, IReadOnlyList<Setting<T>> settings, params string[] others)
        where T : class
    {
        string[] keys = [.. others, .. settings.Select(static setting => setting.Key)];
        source.Expect(JsonTokenType.StartObject, $"{what} takes an object: {{ ... }} with {string.Join(", ", keys)}");
        foreach (var (key, value) in source.Members)
        {
            if (settings.FirstOrDefault(setting => setting.Key == key.Text) is not { } setting)
            {
                _ = others.Contains(key.Text) ? "" : throw Unknown(key, what, keys);
                continue;
            }

            owner = setting.Read(owner, value);
            if (setting.Needs.FirstOrDefault(need => source.Members.All(member => member.Key.Text != need)) is { } missing)
            {
                throw key.Error($"{setting.Key} needs {missing} too");
            }
        }

        return settings.FirstOrDefault(setting => setting.IsRequired && setting.Of(owner) is null) is { } required
            ? throw source.Error($"{what} needs '{required.Key}': {char.ToLowerInvariant(required.Meaning[0])}{required.Meaning[1..].TrimEnd('.')}")
            : owner;
    }

    /// <summary>An exception for an unknown key.</summary>
    public static SyntaxException Unknown(Token key, string what, IReadOnlyList<string> keys)
    {
        var near = DidYouMean.Find(key.Text, keys) is { } word ? $"; did you mean '{word}'? It takes " : "; it takes ";
        return key.Error($"{what} has no {key}{near}{string.Join(", ", keys)}");
    }
}
