using Tincan.Parsing;

namespace Tincan.Settings;

/// <summary>Reads an object of JSON by the settings that it can have.</summary>
public static class SettingReader
{
    /// <summary>Reads all settings of an object.</summary>
    /// <param name="owner">What holds if nothing is set.</param>
    /// <param name="written">The object.</param>
    /// <param name="what">What it is called in a sentence.</param>
    /// <param name="settings">The settings that it can have.</param>
    /// <param name="others">Further keys, which are read elsewhere.</param>
    /// <exception cref="SyntaxException">Something in it is wrong or missing.</exception>
    public static T Read<T>(T owner, SourceValue written, string what, IReadOnlyList<Setting<T>> settings, params string[] others)
        where T : class
    {
        string[] keys = [.. others, .. settings.Select(static setting => setting.Key)];
        written.Expect(JsonTokenType.StartObject, $"{what} takes an object: {{ ... }} with {string.Join(", ", keys)}");
        foreach (var (key, value) in written.Members)
        {
            if (settings.FirstOrDefault(setting => setting.Key == key.Text) is not { } setting)
            {
                _ = others.Contains(key.Text) ? "" : throw Unknown(key, what, keys);
                continue;
            }

            owner = setting.Read(owner, value);
            if (setting.Needs.FirstOrDefault(need => written.Members.All(member => member.Key.Text != need)) is { } missing)
            {
                throw key.Error($"{setting.Key} needs {missing} too");
            }
        }

        return settings.FirstOrDefault(setting => setting.IsRequired && setting.Of(owner) is null) is { } required
            ? throw written.Error($"{what} needs '{required.Key}': {char.ToLowerInvariant(required.Meaning[0])}{required.Meaning[1..].TrimEnd('.')}")
            : owner;
    }

    /// <summary>There is no such setting.</summary>
    public static SyntaxException Unknown(Token key, string what, IReadOnlyList<string> keys)
    {
        var near = DidYouMean.Find(key.Text, keys) is { } word ? $"; did you mean '{word}'? It takes " : "; it takes ";
        return key.Error($"{what} has no {key}{near}{string.Join(", ", keys)}");
    }
}
