-- The rules of ItemData once more, so that nothing else can be kept whoever writes it.
-- char_length counts code points.
CREATE TABLE item (
    id          uuid           PRIMARY KEY,
    version     bigint         NOT NULL CHECK (version >= 1),
    created_at  timestamptz(6) NOT NULL,
    updated_at  timestamptz(6) NOT NULL,
    name        text           NOT NULL
        CHECK (char_length(name) <= 200)
        CHECK (name ~ '[^\t\n\u000b\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]')
        CHECK (name !~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]'),
    description text
        CHECK (char_length(description) <= 2000)
        CHECK (description !~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]')
);
