namespace Tincan.Cli.Completion;

/// <summary>The scripts for the shells. Each asks <see cref="CompletionDirective"/>, and offers files where that has nothing.</summary>
internal static class CompletionScripts
{
    // Bash takes : and = for ends of words, so what is before the last of them in the word must not be inserted again.
    private const string Bash =
        """
        _tincan() {
            local line=${COMP_LINE:0:COMP_POINT} label meaning
            local word=${line##*[[:space:]]}
            local before=${word%"${word##*[:=]}"}
            COMPREPLY=()
            while IFS=$'\t' read -r label meaning; do
                COMPREPLY+=("${label#"$before"}")
            done < <(tincan "[complete:${COMP_POINT}]" "$COMP_LINE" </dev/null 2>/dev/null)
            if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=,] ]]; then
                compopt -o nospace
            fi
        }
        complete -o default -F _tincan tincan

        """;

    private const string Zsh =
        """
        _tincan() {
            local -a open closed
            local label meaning
            while IFS=$'\t' read -r label meaning; do
                case $label in
                *[:=,]) open+=("${label//:/\\:}:$meaning") ;;
                *) closed+=("${label//:/\\:}:$meaning") ;;
                esac
            done < <(tincan "[complete:${#LBUFFER}]" "$BUFFER" </dev/null 2>/dev/null)
            if (( $#open + $#closed )); then
                _describe -t words word open -S '' -- closed
            else
                _files
            fi
        }
        compdef _tincan tincan

        """;

    private const string Fish =
        """
        function __tincan_complete
            set -l line (commandline -cp)
            set -l words (tincan "[complete:"(string length -- $line)"]" $line </dev/null 2>/dev/null)
            if test (count $words) -gt 0
                string join \n -- $words
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c tincan -f -a '(__tincan_complete)'

        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName tincan -ScriptBlock {
            param($word, $line, $position)
            $text = $line.ToString().PadRight($position)
            tincan "[complete:$position]" $text 2>$null | ForEach-Object {
                $label, $meaning = $_ -split "`t", 2
                if (-not $meaning) { $meaning = $label }
                [System.Management.Automation.CompletionResult]::new($label, $label, 'ParameterValue', $meaning)
            }
        }

        """;

    private static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["powershell"] = PowerShell,
    };

    /// <summary>The shells that have a script.</summary>
    public static IEnumerable<string> Shells => All.Keys;

    /// <summary>The script for a shell; null if there is none.</summary>
    public static string? Of(string shell) => All.GetValueOrDefault(shell);
}
