using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>Makes a command's options from settings.</summary>
/// <typeparam name="TOwner">The record that has the settings.</typeparam>
internal sealed class SettingOptions<TOwner>
    where TOwner : class
{
    private readonly List<(Setting<TOwner> Setting, Option Option)> _all = [];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="usual">The defaults.</param>
    public SettingOptions(Command command, IEnumerable<Setting<TOwner>> settings, TOwner usual)
    {
        foreach (var setting in settings.SelectMany(static setting => setting.Options))
        {
            Option option = setting.Form.IsFlag ? new Option<bool>(setting.Option) : new ValueOption(setting, usual);
            option.Description = NewOption.WithDefault(
                setting.Form.IsList ? $"{setting.Meaning} May be given several times." : setting.Meaning, setting.Form.IsFlag ? null : setting.Of(usual));
            option.Required = setting is { IsRequired: true, IsOptionOptional: false };
            command.Add(option);
            _all.Add((setting, option));
        }
    }

    /// <summary>The owner with the values of the command line.</summary>
    /// <exception cref="UsageException">An option needs another one, which is missing.</exception>
    public TOwner Read(ParseResult parsed, TOwner owner)
    {
        var given = _all.Where(one => parsed.GetResult(one.Option) is { Implicit: false }).ToList();
        foreach (var (setting, option) in given)
        {
            owner = option is Option<bool> flag
                ? setting.Read(owner, option.Name, [new SourceText(parsed.GetValue(flag) ? "true" : "false").All])
                : ((ValueOption)option).Read(parsed, owner);
            if (setting.NeededOptions.FirstOrDefault(need => !given.Exists(other => other.Option.Name == need)) is { } missing)
            {
                throw new UsageException($"{option.Name} needs {missing}: add it");
            }
        }

        return owner;
    }

    /// <summary>An option whose parsed value is a function that sets it on the owner.</summary>
    private sealed class ValueOption : Option<Func<TOwner, TOwner>?>, IFileOption
    {
        private readonly Setting<TOwner> _setting;
        private readonly TOwner _usual;

        public ValueOption(Setting<TOwner> setting, TOwner usual)
            : base(setting.Option)
        {
            (_setting, _usual) = (setting, usual);
            HelpName = setting.Form.Placeholder;
            Arity = setting.Form.IsList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne;
            AllowMultipleArgumentsPerToken = setting.Form.IsList;
            CompletionSources.Add([.. setting.Form.Words]);
            CustomParser = result =>
            {
                Token[] words = [.. result.Tokens.Select(static token => new SourceText(token.Value).All)];
                if (setting.Form.IsPhrase)
                {
                    return owner => ReadPhrase(owner, words);
                }

                try
                {
                    setting.Read(usual, Name, words);
                    return owner => setting.Read(owner, Name, words);
                }
                catch (SyntaxException wrong)
                {
                    result.AddError(wrong.Problem);
                    return null;
                }
            };
        }

        public TOwner Read(ParseResult parsed, TOwner owner) => parsed.GetValue(this)!(owner);

        /// <summary>Its error has a caret, which the errors of a parser cannot show.</summary>
        private TOwner ReadPhrase(TOwner owner, Token[] words)
        {
            try
            {
                return _setting.Read(owner, Name, words);
            }
            catch (SyntaxException wrong) when (wrong.Position is null)
            {
                throw new SyntaxException(Name, wrong.Line, wrong.Caret, wrong.Problem);
            }
        }

        public FileUse? Use(ParseResult parsed) =>
            parsed.GetResult(this) is { Implicit: false } && !_setting.Form.IsPhrase && _setting.Files(Read(parsed, _usual)).FirstOrDefault() is { Value: { } path }
                ? new FileUse($"{Name} {path}", path, _setting.Form.IsOutput)
                : null;
    }
}
