package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// readObject reads a JSON object and keeps the order of its keys, in objects
// within it too.
func readObject(text []byte) (object, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, err := readValue(decoder)
	if err != nil {
		return nil, err
	}
	o, ok := value.(object)
	if !ok {
		return nil, fmt.Errorf("an object is wanted, not %T", value)
	}
	return o, nil
}

func readValue(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := object{}
		for decoder.More() {
			key, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			value, err := readValue(decoder)
			if err != nil {
				return nil, err
			}
			o = append(o, member{key.(string), value})
		}
		_, err = decoder.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			value, err := readValue(decoder)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = decoder.Token()
		return list, err
	}
	return token, nil
}

// object returns the object below some keys, empty when there is none.
func (o object) object(keys ...string) object {
	for _, key := range keys {
		value, _ := o.value(key)
		o, _ = value.(object)
	}
	return o
}

func (o object) value(key string) (any, bool) {
	for _, m := range o {
		if m.key == key {
			return m.value, true
		}
	}
	return nil, false
}

// with returns a copy in which the value below some keys is another one.
func (o object) with(value any, keys ...string) object {
	copied := append(object{}, o...)
	if len(keys) > 1 {
		value = o.object(keys[0]).with(value, keys[1:]...)
	}
	for i := range copied {
		if copied[i].key == keys[0] {
			copied[i].value = value
			return copied
		}
	}
	return append(copied, member{keys[0], value})
}

// without returns a copy without a key.
func (o object) without(key string) object {
	var rest object
	for _, m := range o {
		if m.key != key {
			rest = append(rest, m)
		}
	}
	return rest
}
