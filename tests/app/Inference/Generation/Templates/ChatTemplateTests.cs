using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Tests.Generation.Templates;

/// <summary>
/// Templates as models bring them; what is expected is what Jinja makes of them, with blocks trimmed as transformers does.
/// </summary>
public sealed class ChatTemplateTests
{
    private static readonly ChatMessage[] _messages = [
        new("system", " Be kind. "), new("user", "Hi"), new("assistant", "Hello!"), new("user", "Bye"),
    ];

    [Fact]
    public void Turns_BetweenMarks_AreWrittenOneAfterTheOther() => Renders(
        """
        {% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}
        """,
        "<|im_start|>system\n Be kind. "
        + "<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<"
        + "|im_start|>assistant\n");

    [Fact]
    public void Headers_WithTheBeginningBeforeTheFirst_AreTrimmed() => Renders(
        """
        {% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|head|>' + message['role'] + '<|/head|>\n\n'+ message['content'] | trim + '<|eot|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}
        """,
        "<s><|head|>system<|/head|>\n\nBe "
        + "kind.<|eot|><|head|>user<|/head|>\n\nHi<|eot|><|head|>assistant<|/head|>\n\nHello!<|eot|><|head|>user<|/head|>\n\nBye<|eot|>");

    [Fact]
    public void SystemMessage_CanBeTakenOutOfTheList() => Renders(
        """
        {%- if messages[0]['role'] == 'system' -%}
            {%- set system_message = messages[0]['content'] | trim + '\n\n' -%}
            {%- set messages = messages[1:] -%}
        {%- else -%}
            {%- set system_message = '' -%}
        {%- endif -%}
        {%- for message in messages -%}
            {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
                {{ raise_exception('roles must alternate') }}
            {%- endif -%}
            {%- if message.role == 'user' -%}
                {{ '[INST] ' + (system_message if loop.first else '') + message['content'].strip() + ' [/INST]' }}
            {%- elif message.role == 'assistant' -%}
                {{ ' ' + message['content'] + ' ' + eos_token }}
            {%- endif -%}
        {%- endfor -%}
        """,
        "[INST] Be kind.\n\nHi [/INST] Hello! </s>[INST] Bye [/INST]");

    [Fact]
    public void LinesOfTags_AreNoText() => Renders(
        "{% for message in messages %}\n    {% if loop.last %}\n{{ message.content }}\n    {% endif %}\n{% endfor %}\nend", "Bye\nend");

    [Theory]
    [InlineData("{{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 1 / 2 }} {{ -2 + 1 }}", "7 9 3 3 0.5 -1")]
    [InlineData("{{ 'a' ~ 1 ~ none ~ true }}", "a1NoneTrue")]
    [InlineData("{{ 'x' in 'axb' }} {{ 'x' not in ['y'] }} {{ not false and 1 < 2 }}", "True True True")]
    [InlineData(
        "{{ nothing is defined }} {{ nothing is not defined }} {{ none is none }} {{ 'a' is string }} {{ {} is mapping }}",
        "False True True True True")]
    [InlineData("{{ nothing }}|{{ nothing | default('d') }}|{{ '' | default('d', true) }}", "|d|d")]
    [InlineData("{{ [3, 1][-1] }} {{ 'abc'[1:] }} {{ 'abc'[:-1] }} {{ [1, 2, 3][::-1] | join('-') }}", "1 bc ab 3-2-1")]
    [InlineData("{{ {'a': [1, true, none, 'é\"']} | tojson }}", """{"a": [1, true, null, "é\""]}""")]
    [InlineData("{{ {'a': 1}.items() | first | join('=') }} {{ {'a': 1}.get('b', 2) }} {{ {'a': 1}['b'] is undefined }}", "a=1 2 True")]
    [InlineData("{% set ns = namespace(n=0) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "3")]
    [InlineData("{% set n = 0 %}{% for i in range(3) %}{% set n = i %}{% endfor %}{{ n }}", "0")]
    [InlineData("{% for i in range(1, 6) if i is odd %}{{ i }}{{ ',' if not loop.last }}{% else %}none{% endfor %}", "1,3,5")]
    [InlineData("{% for i in [] %}{{ i }}{% else %}none{% endfor %}", "none")]
    [InlineData(
        "{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "02")]
    [InlineData("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}{{ v }}{% endfor %}", "a1b2")]
    [InlineData("{% set text %}a{{ 1 }}{% endset %}{{ text | upper }}", "A1")]
    [InlineData("{# nothing #}{{ ' a ' | trim }}{#- nothing -#} b", "ab")]
    [InlineData(
        "{{ 'a,b'.split(',') | length }} {{ 'ab'.replace('a', 'c') }} {{ 'ab'.startswith('a') }} {{ 'Hi' | lower }}", "2 cb True hi")]
    [InlineData("{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | join(' ') }}", "Hi Bye")]
    [InlineData("{{ messages | rejectattr('role', 'equalto', 'user') | list | length }}", "2")]
    [InlineData("{{ strftime_now('%d %B %Y') }}", "31 March 2026")]
    [InlineData("{% generation %}{{ messages[-1].content }}{% endgeneration %}", "Bye")]
    public void Expressions_MeanWhatTheyDoInJinja(string template, string expected) => Renders(template, expected);

    [Theory]
    [InlineData("{{ raise_exception('only users') }}", "only users")]
    [InlineData("{{ 'a' + 1 }}", "'+' does not go between a text and a number")]
    [InlineData("{{ 1 % 0 }}", "1 % 0 has no value")]
    [InlineData("{{ nothing.field }}", "'field' is asked of what is not there")]
    [InlineData("{{ 'a'.encode() }}", "a text has no method 'encode' with 0 arguments")]
    [InlineData("{{ range(20000) }}", "a range of 20000 is too long; expected at most 10000")]
    [InlineData("{% for a, b in [[1]] %}{% endfor %}", "an item of 1 parts does not go into 2 names")]
    [InlineData("{{ 'a' < 1 }}", "a text and a number have no order")]
    public void Render_ThatFails_SaysWhy(string template, string message)
        => Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    [Theory]
    [InlineData("{{ a", "line 1: a tag is not closed")]
    [InlineData("\n{{ 'a }}", "line 2: a text is not closed")]
    [InlineData("{{ a | rot13 }}", "the filter 'rot13' is not supported")]
    [InlineData("{{ a is prime }}", "the test 'prime' is not supported")]
    [InlineData("{% endfor %}", "line 1: the tag 'endfor' is not supported; expected if, for, set, break, continue or generation")]
    [InlineData("{% if a %}b", "line 1: expected '{% endif %}'")]
    [InlineData("{{ a ? b }}", "line 1: '?' is no sign of a template")]
    [InlineData("{{ a b }}", "line 1: expected '}}'")]
    public void Source_ThatIsNoTemplate_IsRefused(string template, string message)
        => Assert.Equal(message, Assert.Throws<TemplateException>(() => Render(template)).Message);

    private static void Renders(string template, string expected) => Assert.Equal(expected, Render(template));

    private static string Render(string template)
        => new ChatTemplate(TemplateParser.Read(template.ReplaceLineEndings("\n")), "<s>", "</s>", new ManualTime()).Render(_messages);
}
